package io.telltale.simulator.mqtt;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.channel.embedded.EmbeddedChannel;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class OutboxTest {

    private final EmbeddedChannel channel = new EmbeddedChannel();
    private final InFlight inFlight = new InFlight(500);
    private final List<Integer> sent = new ArrayList<>();

    @Test
    void whatIsFlushedTogetherIsOneWrite() {
        Outbox outbox = outbox(1);
        outbox.add(channel, message("a"), false);
        outbox.add(channel, message("b"), true);
        assertThat(channel.<ByteBuf>readOutbound()).isNull();

        outbox.flush(channel);

        assertThat(written()).isEqualTo("\62\7\0\1t\0\1\0a" + "\72\7\0\1t\0\2\0b");
        assertThat(channel.<ByteBuf>readOutbound()).isNull();
        assertThat(sent).isEmpty();
    }

    @Test
    void atQosZeroEachMessageIsToldOfOnceItIsWritten() {
        Outbox outbox = outbox(0);
        outbox.add(channel, message("a"), false);
        outbox.add(channel, message("b"), false);
        assertThat(sent).isEmpty();

        outbox.flush(channel);

        assertThat(sent).containsExactly(1, 2);
    }

    @Test
    void nothingGoesOutOfAnOutboxWhoseConnectionBroke() {
        Outbox outbox = outbox(0);
        outbox.add(channel, message("a"), false);
        outbox.clear();

        outbox.flush(channel);

        assertThat(channel.<ByteBuf>readOutbound()).isNull();
        assertThat(sent).isEmpty();
    }

    @Test
    void muchIsHandedOnInPiecesSoThatTheChannelCanTellThatItsSocketDoesNotKeepUp() {
        Outbox outbox = outbox(1);
        for (int i = 0; i < 20; i++) {
            outbox.add(channel, message("x".repeat(1_000)), false);
        }
        assertThat(channel.unsafe().outboundBuffer().totalPendingWriteBytes()).isGreaterThan(16_384);

        outbox.flush(channel);

        assertThat(written().length() + written().length()).isEqualTo(20 * 1_009);
    }

    private Outbox outbox(int qos) {
        return new Outbox(
                new LinkSettings(new InetSocketAddress(0), true, qos, 500, Duration.ofSeconds(60)), sent::add);
    }

    private InFlight.Message message(String payload) {
        return inFlight.add(0, "t".getBytes(UTF_8), payload.getBytes(UTF_8));
    }

    private String written() {
        ByteBuf out = channel.readOutbound();
        try {
            return out.toString(UTF_8);
        } finally {
            out.release();
        }
    }
}
