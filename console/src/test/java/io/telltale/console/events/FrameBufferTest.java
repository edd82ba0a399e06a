package io.telltale.console.events;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.junit.jupiter.api.Test;

class FrameBufferTest {

    private final Frame one = Frame.passing("reading", "1");
    private final Frame two = Frame.passing("reading", "2");
    private final Frame three = Frame.passing("reading", "3");
    private final FrameBuffer buffer = new FrameBuffer(2L * one.bytes().length);

    @Test
    void framesComeOutInTheirOrder() {
        assertThat(buffer.offer(one)).isZero();
        assertThat(buffer.offer(two)).isZero();

        assertThat(buffer.poll()).isEqualTo(Optional.of(one));
        assertThat(buffer.poll()).isEqualTo(Optional.of(two));
        assertThat(buffer.poll()).isEmpty();
    }

    @Test
    void theOldestGivesWayAndTheReaderIsToldFirst() {
        buffer.offer(one);
        buffer.offer(two);
        assertThat(buffer.offer(three)).isEqualTo(1);

        assertThat(text(buffer.poll())).isEqualTo("event: missed\ndata: {\"missed\":1}\n\n");
        assertThat(buffer.poll()).isEqualTo(Optional.of(two));
        assertThat(buffer.poll()).isEqualTo(Optional.of(three));
        assertThat(buffer.poll()).isEmpty();
    }

    @Test
    void aFrameLargerThanTheBufferIsMissedToo() {
        assertThat(buffer.offer(Frame.passing("reading", "x".repeat(200)))).isEqualTo(1);

        assertThat(text(buffer.poll())).isEqualTo("event: missed\ndata: {\"missed\":1}\n\n");
        assertThat(buffer.poll()).isEmpty();
    }

    @Test
    void roomIsFreedByReading() {
        for (int i = 0; i < 100; i++) {
            assertThat(buffer.offer(one)).isZero();
            assertThat(buffer.poll()).isEqualTo(Optional.of(one));
        }
    }

    private static String text(Optional<Frame> frame) {
        return new String(frame.orElseThrow().bytes(), UTF_8);
    }
}
