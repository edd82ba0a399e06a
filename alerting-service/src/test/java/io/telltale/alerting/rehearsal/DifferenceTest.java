package io.telltale.alerting.rehearsal;

import static io.telltale.alerting.rehearsal.RehearsalTest.T;
import static org.assertj.core.api.Assertions.assertThat;

import io.telltale.alerting.alert.Wording;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class DifferenceTest {

    @Test
    void theSameAlertsAreNoDifference() {
        assertThat(difference(30, 30, 20, 31, 20, 31, 20))
                .isEqualTo(new Difference(2, List.of(), List.of(), List.of()));
    }

    @Test
    void anAlertThatBeginsElsewhereHasMoved() {
        Difference difference = difference(30, 35, 20, 31, 36, 36, 20);
        assertThat(difference.same()).isZero();
        assertThat(difference.moved()).singleElement().satisfies(moved -> {
            assertThat(moved.before().firedAt()).isEqualTo(T.plusSeconds(10));
            assertThat(moved.after().firedAt()).isEqualTo(T.plusSeconds(20));
        });
        assertThat(difference.gone()).isEmpty();
        assertThat(difference.added()).isEmpty();
    }

    @Test
    void anAlertOfOneVersionOnlyIsGoneOrAdded() {
        assertThat(difference(30, 40, 20, 31, 20).gone()).hasSize(1);
        assertThat(difference(40, 30, 20, 31, 20).added()).hasSize(1);
    }

    @Test
    void ofAnAlertThatFallsApartTheFirstPartGoesWithIt() {
        Difference difference = difference(30, 35, 36, 31, 36, 20);
        assertThat(difference.moved()).hasSize(1);
        assertThat(difference.added()).extracting(Episode::firedAt).containsExactly(T.plusSeconds(20));
    }

    @Test
    void anAlertThatDoesNotEndOverlapsWhatComesLater() {
        assertThat(difference(30, 50, 31, 31, 51).moved()).hasSize(1);
    }

    private static Difference difference(double first, double second, double... values) {
        return Difference.of(episodes(first, values), episodes(second, values));
    }

    private static List<Episode> episodes(double limit, double... values) {
        List<Episode> episodes = new ArrayList<>();
        Rehearsal rehearsal = new Rehearsal(
                List.of(RehearsalTest.above(limit, Duration.ZERO)),
                100,
                (tenant, device) -> Map.of(),
                Wording.PLAIN,
                Duration.ofMinutes(1),
                episodes::add);
        rehearsal.read(RehearsalTest.values(0, values));
        episodes.addAll(rehearsal.firing());
        return episodes;
    }
}
