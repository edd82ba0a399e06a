package io.telltale.events;

import io.nats.client.Connection;
import io.nats.client.Consumer;
import io.nats.client.ErrorListener;
import io.nats.client.JetStreamSubscription;
import io.nats.client.Message;
import io.nats.client.support.Status;

/** What the NATS client tells aside, in the words of our log. An expired pull request is how waiting works, no event. */
final class NatsErrors implements ErrorListener {

    private static final System.Logger LOG = System.getLogger(Nats.class.getName());

    private final String name;

    NatsErrors(String name) {
        this.name = name;
    }

    @Override
    public void errorOccurred(Connection connection, String error) {
        warn("nats error=" + error);
    }

    @Override
    public void exceptionOccurred(Connection connection, Exception cause) {
        warn("nats exception=" + cause);
    }

    @Override
    public void slowConsumerDetected(Connection connection, Consumer consumer) {
        warn("nats consumer too slow, messages dropped count=" + consumer.getDroppedCount());
    }

    @Override
    public void messageDiscarded(Connection connection, Message message) {
        warn("nats buffer full while reconnecting, discarded subject=" + message.getSubject());
    }

    @Override
    public void heartbeatAlarm(Connection connection, JetStreamSubscription subscription, long stream, long consumer) {
        warn("nats heartbeat missed subject=" + subscription.getSubject());
    }

    @Override
    public void unhandledStatus(Connection connection, JetStreamSubscription subscription, Status status) {
        warn("nats unexpected status=" + status.getMessageWithCode());
    }

    @Override
    public void pullStatusWarning(Connection connection, JetStreamSubscription subscription, Status status) {}

    @Override
    public void pullStatusError(Connection connection, JetStreamSubscription subscription, Status status) {
        warn("nats pull failed consumer=" + subscription.getConsumerName() + " status=" + status.getMessageWithCode());
    }

    private void warn(String message) {
        LOG.log(System.Logger.Level.WARNING, message + " connection=" + name);
    }
}
