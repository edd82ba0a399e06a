package io.telltale.simulator.load;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class WaveTest {

    private final Wave wave = new Wave(2, 10, 3);

    @Test
    void liftsEachOfItsDevicesAtAnotherTimeAndNeverWithItsFirstMessage() {
        assertThat(IntStream.range(0, 25).filter(i -> wave.lifted(0, i)))
                .containsExactly(1, 2, 3, 11, 12, 13, 21, 22, 23);
        assertThat(IntStream.range(0, 25).filter(i -> wave.lifted(1, i))).containsExactly(6, 7, 8, 16, 17, 18);
        assertThat(IntStream.range(0, 25).filter(i -> wave.lifted(2, i))).isEmpty();
    }

    @Test
    void aValueTellsItsMessageNumberLiftedOrNot() {
        assertThat(wave.value(0, 2)).isEqualTo(1_000_002);
        assertThat(wave.value(0, 4)).isEqualTo(4);
        assertThat(wave.number(1_000_002)).isEqualTo(2);
        assertThat(wave.number(4)).isEqualTo(4);
        assertThat(Wave.NONE.number(1_000_002)).isEqualTo(1_000_002);
    }
}
