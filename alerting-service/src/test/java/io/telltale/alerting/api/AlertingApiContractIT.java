package io.telltale.alerting.api;

import io.telltale.testkit.ApiContract;
import java.util.Map;

@AlertingTest
class AlertingApiContractIT extends ApiContract {

    private static final String ENDPOINT = """
            {"url": "http://127.0.0.1:9/hook"}
            """;

    @Override
    protected Map<String, String> goodBodies() {
        return Map.of(
                "POST /api/rules", Operator.HOT, "PUT /api/rules/{id}", Operator.HOT, "POST /api/webhooks", ENDPOINT);
    }
}
