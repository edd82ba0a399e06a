package io.telltale.ingest;

import io.nats.client.Connection;
import io.nats.client.Dispatcher;
import io.nats.client.JetStreamApiException;
import io.nats.client.JetStreamManagement;
import io.nats.client.Message;
import io.nats.client.PushSubscribeOptions;
import io.nats.client.api.ConsumerConfiguration;
import io.nats.client.api.DeliverPolicy;
import io.nats.client.api.DiscardPolicy;
import io.nats.client.api.StreamConfiguration;
import io.telltale.events.DeadLetter;
import io.telltale.events.DeadLetters;
import io.telltale.events.DeviceEntry;
import io.telltale.events.DeviceToken;
import io.telltale.events.MalformedBatchException;
import io.telltale.events.Nats;
import io.telltale.events.Reading;
import io.telltale.events.ReadingBatch;
import io.telltale.events.Streams;
import io.telltale.events.Subjects;
import io.telltale.testkit.NatsServer;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * The platform around the gateway as far as these tests need it: the registry's writing of devices, and what lies on the
 * streams, followed live.
 */
final class Platform implements AutoCloseable {

    static final String TOKEN = DeviceToken.generate();

    private final NatsServer server;
    private final Connection nats;
    private final List<Reading> readings = new CopyOnWriteArrayList<>();
    private final List<DeadLetter> letters = new CopyOnWriteArrayList<>();

    private Platform(NatsServer server) throws IOException, InterruptedException, JetStreamApiException {
        this.server = server;
        this.nats = Nats.connect(server.url(), "test");
        Streams.ensure(nats);
        Dispatcher dispatcher = nats.createDispatcher();
        follow(dispatcher, Subjects.ALL_TELEMETRY, message -> {
            ReadingBatch batch = ReadingBatch.parse(message.getData());
            for (int i = 0; i < batch.size(); i++) {
                readings.add(batch.reading(i));
            }
        });
        follow(dispatcher, Subjects.ALL_DEAD_LETTERS, message -> letters.add(DeadLetters.parse(message)));
    }

    /** A platform on a NATS server of its own, which may be stopped and started. */
    static Platform begin() {
        try {
            return new Platform(NatsServer.own());
        } catch (IOException | JetStreamApiException e) {
            throw new IllegalStateException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** Makes a stream refuse what is beyond so many bytes. */
    void limit(String stream, long bytes) {
        try {
            JetStreamManagement streams = nats.jetStreamManagement();
            streams.updateStream(
                    StreamConfiguration.builder(streams.getStreamInfo(stream).getConfiguration())
                            .discardPolicy(DiscardPolicy.New)
                            .maxBytes(bytes)
                            .build());
        } catch (IOException | JetStreamApiException e) {
            throw new IllegalStateException(e);
        }
    }

    NatsServer server() {
        return server;
    }

    Connection nats() {
        return nats;
    }

    void register(String device) {
        register(device, true, false, Optional.empty());
    }

    void register(String device, boolean enabled, boolean gateway, Optional<String> parent) {
        DeviceEntry entry = new DeviceEntry(
                "default",
                device,
                enabled,
                List.of(DeviceToken.hash(TOKEN)),
                Optional.empty(),
                Map.of(),
                gateway,
                parent);
        try {
            nats.keyValue(Streams.DEVICES).put(entry.key(), entry.toBytes());
        } catch (IOException | JetStreamApiException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Every reading of the device on the stream, in the stream's order, repeats included. */
    List<Reading> readings(String device) {
        return readings.stream()
                .filter(reading -> reading.device().equals(device))
                .toList();
    }

    /** Every dead letter. */
    List<DeadLetter> letters() {
        return letters;
    }

    /** Every dead letter that came on the device's topics. */
    List<DeadLetter> letters(String device) {
        return letters.stream()
                .filter(letter -> List.of(letter.origin().split("/")).contains(device))
                .toList();
    }

    @Override
    public void close() throws InterruptedException {
        nats.close();
        server.close();
    }

    private interface Taking {
        void take(Message message) throws MalformedBatchException;
    }

    private void follow(Dispatcher dispatcher, String subject, Taking taking)
            throws IOException, JetStreamApiException {
        // An ordered consumer: it makes itself anew after an outage and leaves no message out.
        PushSubscribeOptions ordered = PushSubscribeOptions.builder()
                .ordered(true)
                .configuration(ConsumerConfiguration.builder()
                        .deliverPolicy(DeliverPolicy.All)
                        .idleHeartbeat(Duration.ofMillis(500))
                        .build())
                .build();
        nats.jetStream()
                .subscribe(
                        subject,
                        dispatcher,
                        message -> {
                            try {
                                taking.take(message);
                            } catch (MalformedBatchException e) {
                                throw new IllegalStateException(e);
                            }
                        },
                        false,
                        ordered);
    }
}
