package io.telltale.alerting.rule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.telltale.alerting.rule.Condition.Anomaly;
import io.telltale.alerting.rule.Condition.Threshold;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
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
    void selectsByPatternsOfMetricsLabelsAndProfile() {
        Rule any = rule(
                new Selector(
                        Glob.ANY,
                        new Glob("temp*"),
                        Optional.of(new Glob("pump-v?")),
                        Map.of("site", new Glob("north-*"))),
                HOT);
        RuleSet set = new RuleSet(List.of(any));
        DeviceTraits fits = new DeviceTraits(Optional.of("pump-v2"), Map.of("site", "north-3"));
        assertThat(set.watches("acme", "temperature")).isTrue();
        assertThat(set.watches("acme", "temperature")).as("remembered").isTrue();
        assertThat(set.watches("acme", "flow")).isFalse();
        assertThat(set.forSeries("acme", "pump-7", "temperature", fits)).containsExactly(any);
        assertThat(set.forSeries("acme", "pump-7", "flow", fits)).isEmpty();
        assertThat(set.forSeries("acme", "pump-7", "temperature", DeviceTraits.labelled(fits.labels())))
                .isEmpty();
        assertThat(set.forSeries(
                        "acme", "pump-7", "temperature", new DeviceTraits(fits.profile(), Map.of("site", "south-3"))))
                .isEmpty();
    }

    @Test
    void aCompositeIsFoundByEachOfItsMetricsAndHasItsAlertsUnderTheFirst() {
        Composite both = new Composite(
                Composite.Mode.ALL,
                Duration.ofSeconds(10),
                List.of(
                        new Composite.Part("temperature", HOT),
                        new Composite.Part("flow", HOT),
                        new Composite.Part("flow", new Threshold(Operator.BELOW, 1, OptionalDouble.empty()))));
        Rule rule = rule(new Selector(Glob.ANY, Glob.ANY, Optional.empty(), Map.of()), both);
        RuleSet set = new RuleSet(List.of(rule));
        for (String metric : List.of("temperature", "flow")) {
            assertThat(set.watches("acme", metric)).isTrue();
            assertThat(set.forSeries("acme", "pump-7", metric, DeviceTraits.NONE))
                    .containsExactly(rule);
        }
        assertThat(set.watches("acme", "pressure")).isFalse();
        assertThat(rule.selects("pump-7", "temperature", DeviceTraits.NONE)).isTrue();
        assertThat(rule.selects("pump-7", "flow", DeviceTraits.NONE)).isFalse();
        assertThat(both.lookBack()).isEqualTo(Duration.ofSeconds(10));
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

    private static Rule rule(Selector selector, Condition condition) {
        return new Rule(
                UUID.randomUUID(),
                "acme",
                1,
                "rule",
                Severity.WARNING,
                selector,
                condition,
                Duration.ZERO,
                true,
                Map.of(),
                Map.of());
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
