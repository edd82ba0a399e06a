package io.telltale.alerting.rule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.telltale.alerting.rule.Condition.Anomaly;
import io.telltale.alerting.rule.Condition.Threshold;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class RuleSetTest {

    private static final Threshold HOT = new Threshold(Operator.ABOVE, 30, OptionalDouble.empty());

    @Test
    void findsTheRulesOfASeriesByDeviceMetricAndLabels() {
        Rule pumps = rule("acme", "pump-*", "temperature", Map.of(), HOT);
        Rule hall = rule("acme", "*", "temperature", Map.of("hall", "3"), HOT);
        Rule pressure = rule("acme", "*", "pressure", Map.of(), HOT);
        Rule stranger = rule("other", "*", "temperature", Map.of(), HOT);
        RuleSet set = new RuleSet(List.of(pumps, hall, pressure, stranger));

        assertThat(set.forSeries("acme", "pump-7", "temperature", DeviceTraits.labelled(Map.of())))
                .containsExactly(pumps);
        assertThat(set.forSeries(
                        "acme", "pump-7", "temperature", DeviceTraits.labelled(Map.of("hall", "3", "line", "b"))))
                .containsExactly(pumps, hall);
        assertThat(set.forSeries("acme", "fan-1", "temperature", DeviceTraits.labelled(Map.of("hall", "4"))))
                .isEmpty();
        assertThat(set.forSeries("other", "pump-7", "temperature", DeviceTraits.labelled(Map.of())))
                .containsExactly(stranger);
    }

    @Test
    void knowsWithoutMatchingWhichMetricsNobodyWatches() {
        RuleSet set = new RuleSet(List.of(
                rule("acme", "pump-*", "temperature", Map.of(), HOT),
                rule("acme", "*", "flow", Map.of(), new Anomaly(0.9))));
        assertThat(set.watches("acme", "temperature")).isTrue();
        assertThat(set.watches("acme", "flow")).isFalse();
        assertThat(set.watches("other", "temperature")).isFalse();
    }

    @Test
    void keepsAnomalyRulesApartAndLeavesOutWhatIsNotEnabled() {
        Rule odd = rule("acme", "*", "flow", Map.of(), new Anomaly(0.9));
        RuleSet set = new RuleSet(List.of(odd, odd.disabled()));
        assertThat(set.forFindings("acme", "pump-7", "flow", DeviceTraits.labelled(Map.of())))
                .containsExactly(odd);
        assertThat(set.forSeries("acme", "pump-7", "flow", DeviceTraits.labelled(Map.of())))
                .isEmpty();
        assertThat(new RuleSet(List.of(odd.disabled())).size()).isZero();
    }

    @Test
    void tellsWhetherAnythingChanged() {
        Rule pumps = rule("acme", "pump-*", "temperature", Map.of(), HOT);
        assertThat(new RuleSet(List.of(pumps)).sameAs(new RuleSet(List.of(pumps))))
                .isTrue();
        assertThat(new RuleSet(List.of(pumps)).sameAs(new RuleSet(List.of(pumps.disabled()))))
                .isFalse();
    }

    @Test
    void anAnomalyRuleHasNoFor() {
        assertThatThrownBy(() -> new Rule(
                        UUID.randomUUID(),
                        "acme",
                        1,
                        "odd",
                        Severity.INFO,
                        new Selector(Glob.ANY, "flow", Map.of()),
                        new Anomaly(0.5),
                        Duration.ofSeconds(1),
                        true,
                        Map.of(),
                        Map.of()))
                .isInstanceOfSatisfying(
                        InvalidRuleException.class, e -> assertThat(e.field()).isEqualTo("for"));
    }

    private static Rule rule(
            String tenant, String device, String metric, Map<String, String> labels, Condition condition) {
        return new Rule(
                UUID.randomUUID(),
                tenant,
                1,
                "rule",
                Severity.WARNING,
                new Selector(new Glob(device), metric, labels),
                condition,
                Duration.ZERO,
                true,
                Map.of(),
                Map.of());
    }
}
