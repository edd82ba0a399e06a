package io.telltale.alerting.api;

import io.telltale.testkit.ApiContract;
import java.util.Map;
import java.util.Set;

@AlertingTest
class AlertingApiContractIT extends ApiContract {

    private static final String ENDPOINT = """
            {"url": "http://127.0.0.1:9/hook"}
            """;

    @Override
    protected Set<String> changesAllowedToViewers() {
        return Set.of("POST /api/rules/backtest");
    }

    @Override
    protected Map<String, String> goodBodies() {
        return Map.of(
                "POST /api/rules/backtest",
                "{\"rule\": " + Operator.HOT
                        + ", \"from\": \"2026-03-01T00:00:00Z\", \"to\": \"2026-03-02T00:00:00Z\"}",
                "POST /api/rules",
                Operator.HOT,
                "PUT /api/rules/{id}",
                Operator.HOT,
                "POST /api/webhooks",
                ENDPOINT,
                "PUT /api/webhooks/{id}",
                ENDPOINT,
                "PATCH /api/webhooks/{id}",
                ENDPOINT,
                "POST /api/webhooks/{id}/replay",
                "{\"since\": \"2026-03-01T00:00:00Z\"}",
                "POST /api/webhooks/{id}/rotate",
                "{\"overlap\": \"PT1H\"}");
    }
}
