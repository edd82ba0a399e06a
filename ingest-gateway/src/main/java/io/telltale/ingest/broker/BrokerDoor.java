package io.telltale.ingest.broker;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.netty.handler.codec.mqtt.MqttQoS;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.smallrye.reactive.messaging.connector.InboundConnector;
import io.smallrye.reactive.messaging.mqtt.ReceivingMqttMessageMetadata;
import io.telltale.ingest.Gateway;
import io.telltale.ingest.IngestConfig;
import io.telltale.ingest.IngestConfig.FrontDoor;
import io.telltale.ingest.Outcome;
import io.telltale.ingest.TelemetryInbox;
import io.telltale.ingest.admission.RawMessage;
import io.vertx.core.Vertx;
import io.vertx.core.impl.VertxInternal;
import io.vertx.mutiny.mqtt.messages.MqttPublishMessage;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.eclipse.microprofile.reactive.messaging.Message;
import org.eclipse.microprofile.reactive.messaging.spi.Connector;
import org.jspecify.annotations.Nullable;

/**
 * Subscribes to an existing broker when that is the chosen door, and acknowledges by hand after the message is durable.
 *
 * <p>The connector is asked for its stream here rather than wired to an {@code @Incoming} method. Wired, its client connects while
 * the application starts, possibly before anybody listens to the stream: what the broker sends in that moment is dropped in
 * memory and, being unacknowledged, stuck at the broker until the next reconnect. Here stream and subscription are made in one
 * task of an event loop, and the client's own first task on that loop can only come after it. It also means that nothing connects
 * anywhere while the listener is the door, and nothing before the gateway knows its devices.
 *
 * <p>The broker has authenticated the publishers and says by its own rules who may publish where; a device counts as the sender
 * of what comes on its topics.
 */
@ApplicationScoped
public class BrokerDoor {

    private static final System.Logger LOG = System.getLogger(BrokerDoor.class.getName());

    private final IngestConfig config;
    private final Vertx vertx;
    private final InboundConnector connector;
    private final Counter unsent;
    private volatile Optional<String> failure = Optional.empty();
    private final AtomicInteger inFlight = new AtomicInteger();
    private final AtomicLong bytesInFlight = new AtomicLong();

    /** Touched by the stream's event loop only. */
    private CompletableFuture<@Nullable Void> lastAnswer = CompletableFuture.completedFuture(null);

    public BrokerDoor(
            IngestConfig config,
            Vertx vertx,
            @Connector("smallrye-mqtt") InboundConnector connector,
            MeterRegistry meters) {
        this.config = config;
        this.vertx = vertx;
        this.connector = connector;
        this.unsent = Counter.builder("ingest.broker.acks.unsent")
                .description("acknowledgements that found the broker gone; it sends those messages again")
                .register(meters);
    }

    void open(@Observes Gateway.Running gateway) {
        if (config.frontDoor() == FrontDoor.BROKER) {
            ((VertxInternal) vertx).createEventLoopContext().runOnContext(on -> subscribe(gateway.inbox()));
        }
    }

    /** Why the stream from the broker ended, if it did. It does not come back by itself. */
    public Optional<String> failure() {
        return failure;
    }

    private void subscribe(TelemetryInbox inbox) {
        LOG.log(
                System.Logger.Level.INFO,
                "subscribing to broker address={0}:{1}",
                config.broker().host(),
                Integer.toString(config.broker().port()));
        Multi.createFrom()
                .publisher(connector.getPublisher(
                        BrokerChannel.config(config.broker(), config.messages().maxBytes())))
                .onItem()
                .transformToUni(message -> take(message, inbox))
                .merge(config.broker().window())
                .subscribe()
                .with(answered -> {}, this::dead, () -> dead(new IllegalStateException("the stream has ended")));
    }

    private Uni<@Nullable Void> take(Message<?> message, TelemetryInbox inbox) {
        MqttPublishMessage mqtt = message.getMetadata(ReceivingMqttMessageMetadata.class)
                .orElseThrow(() -> new IllegalStateException("not a message of the MQTT connector"))
                .getMessage();
        if (mqtt.qosLevel() == MqttQoS.AT_MOST_ONCE && crowded()) {
            // A quarter of the window is left to messages that wait for an answer, or a flood of these would fill it
            // for good.
            inbox.shed();
            return Uni.createFrom().voidItem();
        }
        inFlight.incrementAndGet();
        RawMessage raw = new RawMessage(
                Optional.empty(), mqtt.topicName(), mqtt.payload().getDelegate().getBytes(), nowMicros());
        bytesInFlight.addAndGet(raw.payload().length);
        CompletableFuture<Outcome> outcome =
                mqtt.qosLevel() == MqttQoS.AT_MOST_ONCE ? inbox.receiveUnanswered(raw) : inbox.receive(raw);
        // Chained, so that answers go out in the order in which the messages came (MQTT 3.1.1, 4.6).
        CompletableFuture<@Nullable Void> answer =
                lastAnswer.thenCombine(outcome, (before, settled) -> acknowledge(mqtt, settled));
        lastAnswer = answer;
        return Uni.createFrom().completionStage(answer).onItemOrFailure().invoke((done, bug) -> {
            inFlight.decrementAndGet();
            bytesInFlight.addAndGet(-raw.payload().length);
        });
    }

    private boolean crowded() {
        return inFlight.get() >= config.broker().window() / 4 * 3
                || bytesInFlight.get() >= config.broker().windowBytes() / 4 * 3;
    }

    /** Sends the PUBACK. Nothing is lost when the connection is gone: the broker sends the message again on the next one. */
    private @Nullable Void acknowledge(MqttPublishMessage mqtt, Outcome outcome) {
        if (outcome instanceof Outcome.Returned returned) {
            // At this door messages without room are held, since the broker would not send them again on this
            // connection.
            throw new IllegalStateException("given back to a broker: " + returned.reason());
        }
        try {
            mqtt.ack();
        } catch (RuntimeException e) {
            unsent.increment();
            LOG.log(System.Logger.Level.DEBUG, "acknowledgement not sent", e);
        }
        return null;
    }

    private void dead(Throwable cause) {
        failure = Optional.of(cause.toString());
        LOG.log(System.Logger.Level.ERROR, "stream from broker ended, the gateway must be restarted", cause);
    }

    private static long nowMicros() {
        Instant now = Instant.now();
        return now.getEpochSecond() * 1_000_000L + now.getNano() / 1_000;
    }
}
