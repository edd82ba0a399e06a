package io.telltale.alerting.api;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** The committed document is what the service serves. Where it is not: read the difference, then copy the build's. */
@AlertingTest
class OpenApiIT {

    @Test
    void theCommittedDocumentIsTheRunningOne() throws IOException {
        Path committed = Path.of(System.getProperty("telltale.root"), "docs/openapi/alerting-service.yaml");
        String running =
                given().get("/q/openapi").then().statusCode(200).extract().asString();

        assertThat(running.strip())
                .as("cp alerting-service/target/openapi/openapi.yaml docs/openapi/alerting-service.yaml")
                .isEqualTo(Files.readString(committed).strip());
    }
}
