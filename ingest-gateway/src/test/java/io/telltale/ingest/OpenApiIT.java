package io.telltale.ingest;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.telltale.testkit.NatsResource;
import io.telltale.testkit.TokensResource;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** The committed document is what the service serves. */
@QuarkusTest
@WithTestResource(NatsResource.class)
@WithTestResource(TokensResource.class)
class OpenApiIT {

    @Test
    void theCommittedDocumentIsTheRunningOne() throws IOException {
        Path committed = Path.of(System.getProperty("telltale.root"), "docs/openapi/ingest-gateway.yaml");
        String running =
                given().get("/q/openapi").then().statusCode(200).extract().asString();

        assertThat(running.strip())
                .as("cp ingest-gateway/target/openapi/openapi.yaml docs/openapi/ingest-gateway.yaml")
                .isEqualTo(Files.readString(committed).strip());
    }
}
