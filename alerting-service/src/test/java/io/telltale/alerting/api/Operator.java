package io.telltale.alerting.api;

import static io.restassured.RestAssured.given;
import static org.awaitility.Awaitility.await;

import io.restassured.path.json.JsonPath;
import io.restassured.specification.RequestSpecification;
import io.telltale.alerting.Stage;
import io.telltale.testkit.TestTokens;
import java.util.UUID;

/** An operator of a tenant that nobody else uses. */
final class Operator {

    /** A threshold rule as it is written. */
    static final String HOT = """
            {"name": "Too hot", "kind": "threshold", "severity": "critical",
             "selector": {"device": "pump-*", "metric": "temperature", "labels": {}},
             "condition": {"operator": ">", "value": 30, "clear": 28}, "for": "PT0S",
             "labels": {"team": "cooling"}, "annotations": {"runbook": "https://example.org/hot"}}
            """;

    final String tenant = "t" + UUID.randomUUID().toString().substring(0, 8);

    /** Waits until the service under test can judge. */
    static void waitsUntilReady() {
        await().atMost(Stage.PATIENCE)
                .until(() -> given().get("/q/health/ready").statusCode() == 200);
    }

    JsonPath creates(String path, String body) {
        return asks().body(body).post(path).then().statusCode(201).extract().jsonPath();
    }

    RequestSpecification asks() {
        return as(TestTokens.operator(tenant));
    }

    static RequestSpecification as(String token) {
        return given().header("Authorization", "Bearer " + token).contentType("application/json");
    }
}
