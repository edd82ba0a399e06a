package io.telltale.alerting.api;

import io.telltale.testkit.ApiContract;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Set;

@AlertingTest
class AlertingApiContractIT extends ApiContract {

    private static final String ENDPOINT = """
            {"url": "http://127.0.0.1:9/hook"}
            """;

    private static final String SILENCE = """
            {"matchers": [{"name": "site", "value": "north", "isRegex": false, "isEqual": true}], \
            "endsAt": "%s", "comment": "works"}""".formatted(Instant.now().plus(Duration.ofDays(1)));

    private static final String ROUTING = """
            {"route": {"receiver": "all", "matchers": [], "group_by": ["site"], "group_wait": "10s",
              "routes": [{"matchers": ["severity=\\"critical\\""], "escalation": [{"after": "10m", "receiver": "all"}]}]},
             "receivers": [{"name": "all"}],
             "inhibit_rules": [{"source_matchers": ["site=\\"a\\""], "target_matchers": ["site=\\"b\\""], "equal": ["site"]}]}""";

    @Override
    protected Set<String> changesAllowedToViewers() {
        return Set.of("POST /api/rules/backtest", "POST /api/silences/preview", "POST /api/routing/test");
    }

    @Override
    protected Map<String, String> goodBodies() {
        return Map.ofEntries(
                Map.entry(
                        "POST /api/rules/backtest",
                        "{\"rule\": " + Operator.HOT
                                + ", \"from\": \"2026-03-01T00:00:00Z\", \"to\": \"2026-03-02T00:00:00Z\"}"),
                Map.entry("POST /api/rules", Operator.HOT),
                Map.entry("PUT /api/rules/{id}", Operator.HOT),
                Map.entry("POST /api/webhooks", ENDPOINT),
                Map.entry("PUT /api/webhooks/{id}", ENDPOINT),
                Map.entry("PATCH /api/webhooks/{id}", ENDPOINT),
                Map.entry("POST /api/webhooks/{id}/replay", "{\"since\": \"2026-03-01T00:00:00Z\"}"),
                Map.entry("POST /api/webhooks/{id}/rotate", "{\"overlap\": \"PT1H\"}"),
                Map.entry("POST /api/silences", SILENCE),
                Map.entry("POST /api/silences/preview", SILENCE.replaceAll(", \"endsAt.*", "}")),
                Map.entry("PUT /api/routing", ROUTING),
                Map.entry(
                        "POST /api/routing/test", "{\"labels\": {\"site\": \"north\"}, \"routing\": " + ROUTING + "}"));
    }
}
