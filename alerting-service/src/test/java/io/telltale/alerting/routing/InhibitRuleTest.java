package io.telltale.alerting.routing;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class InhibitRuleTest {

    private static final Map<String, String> CRITICAL = Map.of("severity", "critical", "hall", "1");

    private final InhibitRule worse = new InhibitRule(
            "worse",
            List.of(Matcher.parse("", "severity=critical")),
            List.of(Matcher.parse("", "severity=~\"warning|critical\"")),
            List.of("hall"),
            false);

    @Test
    void whatIsNotEqualIsNotMutedWhatIsMissingOnBothSidesIsEqual() {
        assertThat(worse.mutes(CRITICAL, Map.of("severity", "warning", "hall", "1")))
                .isTrue();
        assertThat(worse.mutes(CRITICAL, Map.of("severity", "warning", "hall", "2")))
                .isFalse();
        assertThat(worse.mutes(CRITICAL, Map.of("severity", "warning"))).isFalse();
        assertThat(worse.mutes(Map.of("severity", "critical"), Map.of("severity", "warning")))
                .isTrue();
        assertThat(worse.mutes(Map.of("severity", "critical"), Map.of("severity", "warning", "hall", "1")))
                .isFalse();
        assertThat(worse.mutes(CRITICAL, Map.of("severity", "info", "hall", "1")))
                .isFalse();
        assertThat(worse.mutes(CRITICAL, CRITICAL))
                .as("which matches both sides")
                .isFalse();
    }

    @Test
    void onlyTheGatewayItselfMutesWhatIsBehindItAndNeverAGateway() {
        InhibitRule gateway = RoutingTest.read("route: {receiver: a}\nreceivers: [{name: a}]")
                .inhibitRules()
                .getFirst();
        Map<String, String> away = Map.of("kind", "presence", "gateway", "gw", "device", "gw");
        Map<String, String> pump = Map.of("kind", "threshold", "gateway", "gw", "device", "pump");
        assertThat(gateway.mutes(away, pump)).isTrue();
        assertThat(gateway.mutes(away, Map.of("kind", "presence", "gateway", "gw", "device", "pump")))
                .isTrue();
        assertThat(gateway.mutes(away, Map.of("kind", "threshold", "gateway", "other", "device", "pump")))
                .isFalse();
        assertThat(gateway.mutes(away, Map.of("kind", "threshold", "device", "pump")))
                .isFalse();
        assertThat(gateway.mutes(Map.of("kind", "presence", "gateway", "gw", "device", "fan"), pump))
                .as("another device behind it is away")
                .isFalse();
        assertThat(gateway.mutes(Map.of("kind", "threshold", "gateway", "gw", "device", "gw"), pump))
                .as("the gateway is hot, not away")
                .isFalse();
        assertThat(gateway.isTarget(Map.of("kind", "threshold", "gateway", "gw", "device", "gw")))
                .isFalse();
        assertThat(gateway.mutes(away, Map.of("kind", "threshold", "gateway", "gw", "device", "gw")))
                .as("the gateway is hot, before it was away")
                .isFalse();
    }
}
