package io.telltale.console.events;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;

import io.nats.client.Connection;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.telltale.console.upstream.ForeignServices;
import io.telltale.testkit.NatsResource;
import io.telltale.testkit.NatsServer;
import io.telltale.testkit.TestTokens;
import io.telltale.testkit.TokensResource;
import java.net.URI;
import java.time.Duration;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithTestResource(TokensResource.class)
@WithTestResource(value = NatsResource.class, initArgs = @ResourceArg(name = "own", value = "true"))
@WithTestResource(ForeignServices.class)
class NatsOutageIT {

    NatsServer server;

    @TestHTTPResource
    URI console;

    @Test
    void listenersAreSentOffAndResumeWhereTheyWere() throws Exception {
        awaitWell(200);
        SseClient client = SseClient.open(console.resolve("/api/events"), TestTokens.viewer("default"));
        long seen = anomaly(1);
        client.await("anomaly", 1);

        server.kill();
        Awaitility.await().until(client::ended);
        awaitWell(503);
        given().get("/q/health/ready").then().statusCode(200);
        bearer().get("/api/devices").then().statusCode(200);
        bearer().get("/api/events")
                .then()
                .statusCode(503)
                .contentType("application/problem+json")
                .body("detail", equalTo("live events cannot be had at the moment; try again"));

        server.start();
        anomaly(2);
        awaitWell(200);
        try (SseClient again = SseClient.open(
                console.resolve("/api/events"), TestTokens.viewer("default"), "Last-Event-ID", Long.toString(seen))) {
            assertThat(again.await("anomaly", 1).getFirst().json().get("value").asDouble())
                    .isEqualTo(2);
        }
    }

    private long anomaly(double value) throws Exception {
        try (Connection nats = server.connect()) {
            return new Happenings(nats).anomaly("default", "pump-1", value);
        }
    }

    private static void awaitWell(int status) {
        Awaitility.await()
                .atMost(Duration.ofSeconds(20))
                .until(() -> given().get("/q/health/well").statusCode() == status);
    }

    private static io.restassured.specification.RequestSpecification bearer() {
        return given().header("Authorization", "Bearer " + TestTokens.viewer("default"));
    }
}
