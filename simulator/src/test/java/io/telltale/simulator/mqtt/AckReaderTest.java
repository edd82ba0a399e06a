package io.telltale.simulator.mqtt;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import io.netty.channel.embedded.EmbeddedChannel;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class AckReaderTest {

    /** PUBACK 1, PINGRESP, PUBACK 513 with a reason and no properties, PUBREC 7, PUBACK 2. */
    private static final byte[] STREAM = {
        0x40, 2, 0, 1, (byte) 0xD0, 0, 0x40, 4, 2, 1, (byte) 0x87, 0, 0x50, 2, 0, 7, 0x40, 2, 0, 2
    };

    private final List<String> acks = new ArrayList<>();
    private final EmbeddedChannel channel =
            new EmbeddedChannel(new AckReader((context, id, reason) -> acks.add(id + ":" + reason)));

    @Test
    void takesPubacksAndPassesTheRestOnHoweverTheStreamIsCut() {
        for (int first = 0; first < STREAM.length; first++) {
            for (int second = first; second < STREAM.length; second++) {
                acks.clear();
                write(0, first);
                write(first, second);
                write(second, STREAM.length);

                assertThat(acks).containsExactly("1:0", "513:135", "2:0");
                assertThat(passedOn()).containsExactly("d000", "50020007");
            }
        }
    }

    @Test
    void leavesALengthThatIsNoneToTheDecoder() {
        channel.writeInbound(Unpooled.wrappedBuffer(new byte[] {0x40, -1, -1, -1, -1, -1}));

        assertThat(passedOn()).containsExactly("40ffffffffff");
        assertThat(acks).isEmpty();
    }

    private void write(int from, int to) {
        if (to > from) {
            channel.writeInbound(Unpooled.copiedBuffer(STREAM, from, to - from));
        }
    }

    private List<String> passedOn() {
        List<String> packets = new ArrayList<>();
        for (ByteBuf packet = channel.readInbound(); packet != null; packet = channel.readInbound()) {
            packets.add(ByteBufUtil.hexDump(packet));
            packet.release();
        }
        return packets;
    }
}
