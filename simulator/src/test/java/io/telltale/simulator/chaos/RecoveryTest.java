package io.telltale.simulator.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import io.telltale.simulator.load.LoadStream.Tide.Level;
import org.junit.jupiter.api.Test;

class RecoveryTest {

    private static final long END = 1_000_000_000L;
    private static final long NOW = END + 3_000_000;

    private final Recovery recovery = new Recovery(END);

    @Test
    void isReachedWhenReadingsDueAfterTheFaultAreAcknowledgedAndStored() {
        assertThat(recovery.isReached(new Level(NOW - 200_000, NOW - 300_000, 100_000), NOW))
                .isTrue();
    }

    @Test
    void isNotReachedByReadingsThatWereDueBeforeTheFaultEnded() {
        assertThat(recovery.isReached(new Level(END, END + 1, 0), END + 100_000))
                .isFalse();
        assertThat(recovery.isReached(new Level(END + 1, END, 1), END + 100_000))
                .isFalse();
    }

    @Test
    void isNotReachedWhileAcknowledgementsAreASecondLate() {
        assertThat(recovery.isReached(new Level(NOW - 1_000_000, NOW - 1_000_000, 0), NOW))
                .isFalse();
    }

    @Test
    void isNotReachedWhileTheStoreIsASecondBehind() {
        assertThat(recovery.isReached(new Level(NOW, NOW - 1_000_000, 1_000_000), NOW))
                .isFalse();
    }
}
