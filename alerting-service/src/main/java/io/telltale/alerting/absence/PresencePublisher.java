package io.telltale.alerting.absence;

import io.nats.client.Connection;
import io.nats.client.JetStream;
import io.nats.client.PublishOptions;
import io.nats.client.api.PublishAck;
import io.telltale.events.CloudEvent;
import io.telltale.events.DevicePresence;
import io.telltale.events.Subjects;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Puts changes of presence on the stream {@code EVENTS}. */
final class PresencePublisher implements PresenceTelling.Publisher {

    private static final String SOURCE = "/alerting-service";
    /** Well below the time after which the database ends a transaction in which nothing is done. */
    private static final Duration PATIENCE = Duration.ofSeconds(2);

    private final JetStream stream;

    PresencePublisher(Connection nats) throws IOException {
        stream = nats.jetStream();
    }

    @Override
    public void publish(List<PresenceTelling.Telling> tellings) throws IOException {
        List<CompletableFuture<PublishAck>> kept = new ArrayList<>();
        for (PresenceTelling.Telling telling : tellings) {
            DevicePresence presence = telling.presence();
            CloudEvent event = CloudEvent.of(
                    telling.id(),
                    SOURCE,
                    DevicePresence.TYPE,
                    presence.tenant() + '/' + presence.device(),
                    presence.time(),
                    presence);
            kept.add(stream.publishAsync(
                    Subjects.presence(presence.tenant(), presence.device()),
                    event.toBytes(),
                    PublishOptions.builder().messageId(telling.id()).build()));
        }
        try {
            CompletableFuture.allOf(kept.toArray(CompletableFuture[]::new))
                    .get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException | TimeoutException e) {
            throw new IOException("changes of presence were not told", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted while changes of presence were told", e);
        }
    }
}
