package io.telltale.ingest.listener;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.mqtt.MqttMessageIdVariableHeader;
import io.netty.handler.codec.mqtt.MqttMessageType;
import io.netty.handler.codec.mqtt.MqttPublishMessage;
import io.netty.handler.codec.mqtt.MqttQoS;
import io.telltale.ingest.Outcome;
import io.telltale.ingest.admission.RawMessage;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * The messages of one connection that are taken in and not yet answered.
 *
 * <p>Answers go out in the order in which the messages came in (MQTT 3.1.1, 4.6), so a message waits for those before it. A
 * retain flag has no effect, since nobody can subscribe to readings here. Event loop only.
 */
final class Publishes {

    private static final int PLAIN_PUBACK = 4;

    /** First byte of the packet (MQTT 3.1.1 and 5, 3.4.1). */
    private static final int PUBACK = 0x40;

    private final Lobby lobby;
    private final EventLoopDesk desk;
    private final MqttConnection connection;
    private final Peer peer;
    private final ChannelHandlerContext ctx;
    private final ArrayDeque<Receipt> unanswered = new ArrayDeque<>();

    /** Plain PUBACKs, one after the other, that are not yet written. */
    private @Nullable ByteBuf plain;

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
        byte[] payload = ByteBufUtil.getBytes(message.payload());
        int held = Receipt.held(topic, payload.length, lobby.settings().values());
        Receipt receipt = new Receipt(connection, qos, message.variableHeader().packetId(), topic, held);
        return switch (qos) {
            case AT_MOST_ONCE -> {
                await(receipt, lobby.inbox().receiveUnanswered(raw(topic, payload)));
                yield Optional.empty();
            }
            case AT_LEAST_ONCE -> {
                await(
                        receipt,
                        atLeastOnce(receipt, payload, message.fixedHeader().isDup()));
                yield Optional.empty();
            }
            case EXACTLY_ONCE -> takeOnce(receipt, payload);
            case FAILURE -> Optional.of(Farewell.MALFORMED_PACKET);
        };
    }

    /** A message that was under way when its first connection ended, and comes again on this one, is not relayed twice. */
    private CompletableFuture<Outcome> atLeastOnce(Receipt receipt, byte[] payload, boolean again) {
        if (!peer.hello().lasting()) {
            return receive(receipt.topic, payload);
        }
        Session session = peer.session();
        Session.Promise promise = new Session.Promise(receipt.topic, Arrays.hashCode(payload));
        if (again) {
            Optional<CompletableFuture<Outcome>> before = session.promised(receipt.packetId, promise);
            if (before.isPresent()) {
                return before.get();
            }
        }
        CompletableFuture<Outcome> outcome = receive(receipt.topic, payload);
        session.promise(receipt.packetId, promise, outcome);
        return outcome;
    }

    private Optional<Farewell> takeOnce(Receipt receipt, byte[] payload) {
        Session session = peer.session();
        Optional<CompletableFuture<Outcome>> before = session.handedOver(receipt.packetId);
        if (before.isPresent()) {
            await(receipt, before.get());
            return Optional.empty();
        }
        if (!session.mayHandOver(lobby.settings().receiveMaximum())) {
            return Optional.of(Farewell.TOO_MANY_UNRELEASED);
        }
        CompletableFuture<Outcome> outcome = receive(receipt.topic, payload);
        session.handOver(receipt.packetId, outcome);
        await(receipt, outcome);
        return Optional.empty();
    }

    private CompletableFuture<Outcome> receive(String topic, byte[] payload) {
        return lobby.inbox().receive(raw(topic, payload));
    }

    private RawMessage raw(String topic, byte[] payload) {
        return new RawMessage(Optional.of(peer.device()), topic, payload, lobby.nowMicros());
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
                break;
            }
            unanswered.poll();
            if (outcome instanceof Outcome.Returned) {
                // Nothing of it is kept: when it comes again, it comes for the first time.
                peer.session().forget(first.packetId);
            }
            // Only on a connection that is still there: what was not answered is remembered for the next one.
            if (ctx.channel().isActive() && !connection.leaving()) {
                if (outcome instanceof Outcome.Relayed && first.qos == MqttQoS.AT_LEAST_ONCE) {
                    acknowledge(first.packetId);
                } else {
                    writePlain();
                    answer(first, outcome);
                }
            }
        }
        writePlain();
    }

    /** A PUBACK that says nothing but yes is four bytes in every version; those of a run go out as one buffer. */
    private void acknowledge(int packetId) {
        peer.session().answered(packetId);
        ByteBuf run = plain;
        if (run == null) {
            run = ctx.alloc().ioBuffer(PLAIN_PUBACK * Math.min(unanswered.size() + 1, 256));
            plain = run;
        }
        run.writeInt(PUBACK << 24 | 2 << 16 | packetId);
    }

    private void writePlain() {
        ByteBuf run = plain;
        if (run != null) {
            plain = null;
            ctx.write(run, ctx.voidPromise());
        }
    }

    private void answer(Receipt receipt, Outcome outcome) {
        Answer answer = Answer.to(outcome);
        if (!answer.explanation().isEmpty() && peer.session().listensToErrors()) {
            explain(receipt, answer);
        }
        if (receipt.qos != MqttQoS.AT_MOST_ONCE
                && outcome instanceof Outcome.Returned
                && !peer.hello().five()) {
            // No word of this version says "not stored": only a message without an answer is sent again, and only on
            // the
            // next connection.
            connection.rest();
            return;
        }
        switch (receipt.qos) {
            case AT_LEAST_ONCE -> {
                peer.session().answered(receipt.packetId);
                ctx.write(Replies.published(peer.hello(), MqttMessageType.PUBACK, receipt.packetId, answer));
            }
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

    /** The exchange of a message of QoS 2 is over. */
    void release(MqttMessageIdVariableHeader header) {
        peer.session().release(header.messageId());
        ctx.write(Replies.completed(header.messageId()));
    }

    private void explain(Receipt receipt, Answer answer) {
        if (ctx.channel().isWritable()) {
            ctx.write(ErrorMessages.message(peer, receipt, answer));
        } else {
            lobby.meters().unheard();
        }
    }
}
