package io.telltale.ingest.relay;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** When waves leave, on a clock of the test's own. */
class RhythmTest {

    private static final long MILLI = 1_000_000;

    private final List<Long> left = new ArrayList<>();
    private final List<Runnable> scheduled = new ArrayList<>();
    private final List<Long> pauses = new ArrayList<>();
    private long now = 1_000 * MILLI;
    private final Rhythm rhythm = new Rhythm(() -> left.add(now), Duration.ofMillis(40), () -> now, (nanos, task) -> {
        pauses.add(nanos);
        scheduled.add(task);
    });

    private void flights(long millis) {
        flights(millis, 1);
    }

    private void flights(long millis, int readings) {
        for (int i = 0; i < 200; i++) {
            rhythm.flown(millis * MILLI, readings);
        }
    }

    @Test
    void leavesAtOnceWhenNothingLeftBefore() {
        rhythm.waiting();

        assertThat(left).containsExactly(1_000 * MILLI);
        assertThat(scheduled).isEmpty();
    }

    @Test
    void gathersForTwiceAFlightAndThenLeavesOnce() {
        flights(5);
        rhythm.waiting();
        now += 2 * MILLI;
        rhythm.waiting();
        rhythm.waiting();

        assertThat(left).hasSize(1);
        assertThat(pauses).hasSize(1);
        assertThat(pauses.getFirst()).isBetween(8 * MILLI - 100, 8 * MILLI);

        now += 8 * MILLI;
        scheduled.getFirst().run();
        assertThat(left).containsExactly(1_000 * MILLI, 1_010 * MILLI);
    }

    @Test
    void leavesAtOnceAgainAfterAPauseWithoutReadings() {
        flights(5);
        rhythm.waiting();
        now += 10 * MILLI;
        rhythm.waiting();

        assertThat(left).containsExactly(1_000 * MILLI, 1_010 * MILLI);
        assertThat(scheduled).isEmpty();
    }

    @Test
    void neverGathersLongerThanAllowed() {
        flights(60_000);
        rhythm.waiting();
        rhythm.waiting();

        assertThat(pauses).containsExactly(40 * MILLI);
    }

    @Test
    void manyReadingsGatherForAWhileHoweverShortTheFlights() {
        flights(1, 17);
        rhythm.waiting();
        rhythm.waiting();

        assertThat(pauses).containsExactly(12 * MILLI);
    }

    @Test
    void fewReadingsGatherNoLongerThanTheFlightsAskFor() {
        flights(1, 500);
        flights(1, 15);
        rhythm.waiting();
        rhythm.waiting();

        assertThat(pauses).hasSize(1);
        assertThat(pauses.getFirst()).isBetween(2 * MILLI - 100, 2 * MILLI);
    }

    @Test
    void whatComesWhileAWaveLeavesGetsTheNextOne() {
        flights(5);
        List<Long> waves = new ArrayList<>();
        Rhythm[] busy = new Rhythm[1];
        busy[0] = new Rhythm(
                () -> {
                    waves.add(now);
                    busy[0].waiting();
                },
                Duration.ofMillis(40),
                () -> now,
                (nanos, task) -> scheduled.add(task));
        busy[0].flown(16 * MILLI, 1);
        busy[0].waiting();

        assertThat(waves).hasSize(1);
        assertThat(scheduled).hasSize(1);
    }
}
