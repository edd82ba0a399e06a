package io.telltale.alerting.absence;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/** The clock that runs only while somebody listens. */
class ListeningClockTest {

    private static final Instant T0 = Instant.parse("2026-01-01T00:00:00Z");
    private final ListeningClock clock = new ListeningClock(7_000_000, Duration.ofSeconds(5), Duration.ofSeconds(30));

    @Test
    void standsForTheGraceAndRunsThen() {
        heardEverySecond(0, 30);
        assertThat(clock.micros()).isEqualTo(7_000_000);
        assertThat(clock.running()).isTrue();
        heardEverySecond(31, 100);
        assertThat(clock.micros()).isEqualTo(77_000_000);
    }

    @Test
    void standsAgainForTheGraceAfterAnInterruption() {
        heardEverySecond(0, 40);
        clock.interrupted();
        assertThat(clock.running()).isFalse();
        heardEverySecond(41, 71);
        assertThat(clock.micros()).isEqualTo(17_000_000);
        heardEverySecond(72, 75);
        assertThat(clock.micros()).isEqualTo(21_000_000);
    }

    @Test
    void momentsThatAreFarApartAreAGap() {
        heardEverySecond(0, 40);
        heardEverySecond(46, 76);
        assertThat(clock.micros()).isEqualTo(17_000_000);
        heardEverySecond(77, 77);
        assertThat(clock.micros()).isEqualTo(18_000_000);
    }

    @Test
    void aClockThatIsSetBackIsAGap() {
        heardEverySecond(0, 40);
        heardEverySecond(-100, -70);
        assertThat(clock.micros()).isEqualTo(17_000_000);
        assertThat(clock.running()).isTrue();
    }

    @Test
    void aStepCountsForWhatIsBeyondTheGrace() {
        clock.heardThrough(T0);
        for (int second = 4; second <= 36; second += 4) {
            clock.heardThrough(T0.plusSeconds(second));
        }
        assertThat(clock.micros()).isEqualTo(13_000_000);
    }

    private void heardEverySecond(int from, int to) {
        for (int second = from; second <= to; second++) {
            clock.heardThrough(T0.plusSeconds(second));
        }
    }
}
