package io.telltale.alerting.rehearsal;

import static org.assertj.core.api.Assertions.assertThat;

import io.telltale.alerting.Stage;
import io.telltale.alerting.alert.Alert;
import io.telltale.alerting.alert.AlertState;
import io.telltale.alerting.alert.Micros;
import io.telltale.alerting.alert.Wording;
import io.telltale.alerting.rule.Condition;
import io.telltale.alerting.rule.Glob;
import io.telltale.alerting.rule.Operator;
import io.telltale.alerting.rule.Rule;
import io.telltale.alerting.rule.Selector;
import io.telltale.alerting.rule.Severity;
import io.telltale.events.ReadingBatch;
import io.telltale.events.SeriesKey;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class RehearsalTest {

    static final Instant T = Instant.parse("2026-03-01T00:00:00Z");

    private final List<Episode> over = new ArrayList<>();

    @Test
    void anAlertIsOneEpisodeFromItsFiringToItsEnd() {
        Rehearsal rehearsal = rehearsal(above(30, Duration.ofSeconds(20)));
        rehearsal.read(values(0, 20, 31, 32, 33, 29));
        assertThat(over).singleElement().satisfies(episode -> {
            assertThat(episode.alert().startedAt()).isEqualTo(T.plusSeconds(10));
            assertThat(episode.firedAt()).isEqualTo(T.plusSeconds(30));
            assertThat(episode.resolvedAt()).contains(T.plusSeconds(40));
            assertThat(episode.firingWithin(T, T.plusSeconds(35))).isEqualTo(Duration.ofSeconds(5));
        });
        assertThat(rehearsal.open()).isEmpty();
    }

    @Test
    void whatIsPendingOrFiringIsOpen() {
        Rehearsal rehearsal = rehearsal(above(30, Duration.ofSeconds(20)));
        rehearsal.read(values(0, 31));
        assertThat(rehearsal.open()).extracting(Alert::state).containsExactly(AlertState.PENDING);
        assertThat(rehearsal.firing()).isEmpty();
        rehearsal.read(values(10, 31, 31));
        assertThat(rehearsal.open()).extracting(Alert::state).containsExactly(AlertState.FIRING);
        assertThat(rehearsal.firing()).extracting(Episode::firedAt).containsExactly(T.plusSeconds(20));
    }

    @Test
    void whatDidNotLastIsCountedAsWithdrawn() {
        Rehearsal rehearsal = rehearsal(above(30, Duration.ofSeconds(20)));
        rehearsal.read(values(0, 31, 20, 31, 20));
        assertThat(rehearsal.withdrawn()).isEqualTo(2);
        assertThat(over).isEmpty();
    }

    @Test
    void aDisabledRuleIsRehearsedToo() {
        Rehearsal rehearsal = rehearsal(above(30, Duration.ZERO).disabled());
        rehearsal.read(values(0, 31));
        assertThat(rehearsal.firing()).hasSize(1);
    }

    @Test
    void findingsProlongAnAlertThatSilenceEnds() {
        Rehearsal rehearsal = rehearsal(rule(new Condition.Anomaly(0.5, Optional.of("jump")), Duration.ZERO));
        rehearsal.find(finding(0, 0.4, "jump"));
        rehearsal.find(finding(10, 0.9, "level-shift"));
        rehearsal.find(finding(20, 0.9, "jump"));
        rehearsal.find(finding(60, 0.8, "jump"));
        rehearsal.pass(T.plusSeconds(119));
        assertThat(over).isEmpty();
        rehearsal.find(finding(300, 0.8, "jump"));
        assertThat(over).singleElement().satisfies(episode -> {
            assertThat(episode.firedAt()).isEqualTo(T.plusSeconds(20));
            assertThat(episode.resolvedAt()).contains(T.plusSeconds(120));
        });
        assertThat(rehearsal.firing()).extracting(Episode::firedAt).containsExactly(T.plusSeconds(300));
    }

    private Rehearsal rehearsal(Rule rule) {
        return new Rehearsal(
                List.of(rule), 100, (tenant, device) -> Map.of(), Wording.PLAIN, Duration.ofMinutes(1), over::add);
    }

    private static Finding finding(int second, double score, String detector) {
        SeriesKey series = new SeriesKey(Stage.TENANT, "d", "temperature");
        return new Finding(series, T.plusSeconds(second), 1, score, detector, "odd");
    }

    static Rule above(double limit, Duration hold) {
        return rule(new Condition.Threshold(Operator.ABOVE, limit, OptionalDouble.empty()), hold);
    }

    private static Rule rule(Condition condition, Duration hold) {
        return new Rule(
                UUID.randomUUID(),
                Stage.TENANT,
                1,
                "hot",
                Severity.WARNING,
                new Selector(Glob.ANY, "temperature", Map.of()),
                condition,
                hold,
                true,
                Map.of(),
                Map.of());
    }

    /** Readings of one device, ten seconds apart from that second on. */
    static ReadingBatch values(int from, double... values) {
        ReadingBatch.Builder batch = ReadingBatch.builder(0);
        for (int i = 0; i < values.length; i++) {
            batch.add(Stage.TENANT, "d", "temperature", Micros.of(T.plusSeconds(from + 10L * i)), values[i]);
        }
        return batch.build();
    }
}
