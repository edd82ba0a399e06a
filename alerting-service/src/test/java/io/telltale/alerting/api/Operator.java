package io.telltale.alerting.api;

import static io.restassured.RestAssured.given;
import static org.awaitility.Awaitility.await;

import io.nats.client.Connection;
import io.nats.client.JetStreamApiException;
import io.restassured.path.json.JsonPath;
import io.restassured.specification.RequestSpecification;
import io.telltale.alerting.Stage;
import io.telltale.events.ReadingBatch;
import io.telltale.events.Shards;
import io.telltale.events.Subjects;
import io.telltale.testkit.NatsServer;
import io.telltale.testkit.TestTokens;
import java.io.IOException;
import java.time.Instant;
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

    /** A reading of temperature comes in. */
    void reads(NatsServer server, String device, Instant time, double value) throws IOException, InterruptedException {
        byte[] batch = ReadingBatch.builder(0)
                .add(tenant, device, "temperature", time.toEpochMilli() * 1000, value)
                .build()
                .toBytes();
        try (Connection nats = server.connect()) {
            nats.jetStream().publish(Subjects.telemetry(Shards.of(tenant, device)), batch);
        } catch (JetStreamApiException e) {
            throw new IOException(e);
        }
    }

    RequestSpecification asks() {
        return as(TestTokens.operator(tenant));
    }

    static RequestSpecification as(String token) {
        return given().header("Authorization", "Bearer " + token).contentType("application/json");
    }
}
