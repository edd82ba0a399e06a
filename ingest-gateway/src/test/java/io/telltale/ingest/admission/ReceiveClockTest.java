package io.telltale.ingest.admission;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ReceiveClockTest {

    private static final DeviceId PUMP = new DeviceId("default", "pump");

    private final ReceiveClock clock = new ReceiveClock();

    @Test
    void givesTheTimeOfReceiptWhenItIsFree() {
        assertThat(clock.reserve(PUMP, 1_000, 1)).isEqualTo(1_000);
        assertThat(clock.reserve(PUMP, 2_000, 1)).isEqualTo(2_000);
    }

    @Test
    void movesOnByMicrosecondsWhenItIsTaken() {
        assertThat(clock.reserve(PUMP, 1_000, 3)).isEqualTo(1_000);
        assertThat(clock.reserve(PUMP, 1_001, 1)).isEqualTo(1_003);
        assertThat(clock.reserve(PUMP, 900, 1)).isEqualTo(1_004);
    }

    @Test
    void neverGivesOneStampTwiceToManyThreads() {
        Set<Long> given = ConcurrentHashMap.newKeySet();

        long unique = IntStream.range(0, 100_000)
                .parallel()
                .filter(i -> given.add(clock.reserve(PUMP, 1_000 + i / 100, 1)))
                .count();

        assertThat(unique).isEqualTo(100_000);
    }
}
