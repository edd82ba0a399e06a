package io.telltale.ingest.listener;

import io.netty.buffer.ByteBufUtil;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.mqtt.MqttMessageType;
import io.netty.handler.codec.mqtt.MqttPublishMessage;
import io.netty.handler.codec.mqtt.MqttQoS;
import io.telltale.ingest.Outcome;
import io.telltale.ingest.admission.RawMessage;
import java.util.ArrayDeque;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/**
 * The messages of one connection that are taken in and not yet answered.
 *
 * <p>Answers go out in the order in which the messages came in (MQTT 3.1.1, 4.6), so a message waits for those before it. A
 * retain flag has no effect, since nobody can subscribe to readings here. Event loop only.
 */
final class Publishes {

    private final Lobby lobby;
    private final EventLoopDesk desk;
    private final MqttConnection connection;
    private final Peer peer;
    private final ChannelHandlerContext ctx;
    private final ArrayDeque<Receipt> unanswered = new ArrayDeque<>();

    Publishes(Lobby lobby, EventLoopDesk desk, MqttConnection connection, Peer peer, ChannelHandlerContext ctx) {
        this.lobby = lobby;
        this.desk = desk;
        this.connection = connection;
        this.peer = peer;
        this.ctx = ctx;
    }

    /** Takes a message in; says why the connection must end when the message breaks a rule of the protocol. */
    Optional<Farewell> take(MqttPublishMessage message) {
        MqttQoS qos = message.fixedHeader().qosLevel();
        String topic = message.variableHeader().topicName();
        if (topic.isEmpty()) {
            return Optional.of(Farewell.TOPIC_ALIAS);
        }
        if (qos == MqttQoS.AT_MOST_ONCE && desk.full()) {
            lobby.inbox().shed();
            return Optional.empty();
        }
        int packetId = message.variableHeader().packetId();
        Receipt receipt =
                new Receipt(connection, qos, packetId, topic, message.payload().readableBytes());
        if (qos == MqttQoS.EXACTLY_ONCE) {
            return takeOnce(message, receipt);
        }
        await(receipt, receive(message));
        return Optional.empty();
    }

    private Optional<Farewell> takeOnce(MqttPublishMessage message, Receipt receipt) {
        Session session = peer.session();
        Optional<CompletableFuture<Outcome>> before = session.handedOver(receipt.packetId);
        if (before.isPresent()) {
            await(receipt, before.get());
            return Optional.empty();
        }
        if (session.unreleased() >= lobby.settings().receiveMaximum()) {
            return Optional.of(Farewell.TOO_MANY_UNRELEASED);
        }
        CompletableFuture<Outcome> outcome = receive(message);
        session.handOver(receipt.packetId, outcome);
        await(receipt, outcome);
        return Optional.empty();
    }

    private CompletableFuture<Outcome> receive(MqttPublishMessage message) {
        byte[] payload = ByteBufUtil.getBytes(message.payload());
        String topic = message.variableHeader().topicName();
        return lobby.inbox().receive(new RawMessage(Optional.of(peer.device()), topic, payload, lobby.nowMicros()));
    }

    private void await(Receipt receipt, CompletableFuture<Outcome> outcome) {
        unanswered.add(receipt);
        desk.await(receipt, outcome);
    }

    /** Answers what is settled, up to the first message that is not; the caller flushes. */
    void settled() {
        for (Receipt first = unanswered.peek(); first != null; first = unanswered.peek()) {
            Outcome outcome = first.outcome();
            if (outcome == null) {
                return;
            }
            unanswered.poll();
            if (ctx.channel().isActive()) {
                answer(first, Answer.to(outcome));
            }
        }
    }

    private void answer(Receipt receipt, Answer answer) {
        if (!answer.explanation().isEmpty() && peer.session().listensToErrors()) {
            explain(receipt, answer);
        }
        switch (receipt.qos) {
            case AT_LEAST_ONCE ->
                ctx.write(Replies.published(peer.hello(), MqttMessageType.PUBACK, receipt.packetId, answer));
            case EXACTLY_ONCE -> {
                if (answer.refused() && peer.hello().five()) {
                    // With a failure code the exchange ends here: no PUBREL will follow (MQTT 5, 4.3.3).
                    peer.session().release(receipt.packetId);
                }
                ctx.write(Replies.published(peer.hello(), MqttMessageType.PUBREC, receipt.packetId, answer));
            }
            case AT_MOST_ONCE, FAILURE -> {}
        }
    }

    private void explain(Receipt receipt, Answer answer) {
        if (ctx.channel().isWritable()) {
            ctx.write(ErrorMessages.message(peer, receipt, answer));
        } else {
            lobby.meters().unheard();
        }
    }
}
