package io.telltale.simulator.mqtt;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import org.junit.jupiter.api.Test;

class PublishFrameTest {

    private static final byte[] TOPIC = "a/b".getBytes(US_ASCII);

    @Test
    void writesThePacketOfBothVersionsAndEveryQos() {
        assertThat(hex(false, 0, false, "hi")).isEqualTo("30070003612f626869");
        assertThat(hex(false, 1, false, "hi")).isEqualTo("32090003612f62000a6869");
        assertThat(hex(true, 1, false, "hi")).isEqualTo("320a0003612f62000a006869");
        assertThat(hex(true, 2, true, "hi")).isEqualTo("3c0a0003612f62000a006869");
    }

    @Test
    void lengthsBeyondSevenBitsTakeMoreBytes() {
        assertThat(hex(false, 0, false, "x".repeat(122))).startsWith("307f0003");
        assertThat(hex(false, 0, false, "x".repeat(123))).startsWith("3080010003");
        assertThat(hex(false, 0, false, "x".repeat(16_379))).startsWith("308080010003");
    }

    private static String hex(boolean five, int qos, boolean again, String payload) {
        ByteBuf out = Unpooled.buffer();
        PublishFrame.write(out, five, qos, again, 10, TOPIC, payload.getBytes(US_ASCII));
        return ByteBufUtil.hexDump(out);
    }
}
