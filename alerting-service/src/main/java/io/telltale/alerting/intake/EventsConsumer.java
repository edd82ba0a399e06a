package io.telltale.alerting.intake;

import io.nats.client.Connection;
import io.nats.client.JetStreamApiException;
import io.nats.client.JetStreamSubscription;
import io.nats.client.Message;
import io.nats.client.PullSubscribeOptions;
import io.nats.client.api.AckPolicy;
import io.nats.client.api.ConsumerConfiguration;
import io.nats.client.api.ConsumerInfo;
import io.telltale.events.DeadLetter;
import io.telltale.events.DeadLetters;
import io.telltale.events.Streams;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;

/**
 * A durable consumer of some subjects of the stream {@code EVENTS}, which all replicas share. Its messages are acknowledged one by
 * one, and come again when that takes longer than {@code ackWait}. Blocks; any thread.
 */
public record EventsConsumer(Connection nats, String name, String subjects, Duration ackWait) {

    /** Listens to it; makes it if there is none. */
    public JetStreamSubscription subscribe() throws IOException, JetStreamApiException {
        ConsumerConfiguration consumer = ConsumerConfiguration.builder()
                .durable(name)
                .filterSubject(subjects)
                .ackPolicy(AckPolicy.Explicit)
                .ackWait(ackWait)
                .build();
        nats.jetStreamManagement().addOrUpdateConsumer(Streams.EVENTS, consumer);
        return nats.jetStream().subscribe(null, PullSubscribeOptions.bind(Streams.EVENTS, name));
    }

    /** How it stands, as the server says. */
    public ConsumerInfo info() throws IOException, JetStreamApiException {
        return nats.jetStreamManagement().getConsumerInfo(Streams.EVENTS, name);
    }

    /** Keeps what is no event beside the stream; however often it comes, it is kept once. */
    public void park(Message message, IOException cause) throws IOException, JetStreamApiException {
        DeadLetter letter = new DeadLetter(
                "alerting",
                "malformed-event",
                String.valueOf(cause.getMessage()),
                DeadLetter.UNKNOWN,
                DeadLetter.UNKNOWN,
                message.getSubject(),
                Instant.now(),
                message.getData());
        String id = name + '-' + message.metaData().streamSequence();
        nats.jetStream().publish(DeadLetters.message(id, letter));
    }
}
