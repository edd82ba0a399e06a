package io.telltale.alerting.api;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** The committed document is what the service serves. Where it is not: read the difference, then copy the build's. */
@AlertingTest
class OpenApiIT {

    /** The order of keys means nothing. */
    private static final YAMLMapper YAML = new YAMLMapper();

    @Test
    void theCommittedDocumentIsTheRunningOne() throws IOException {
        Path committed = Path.of(System.getProperty("telltale.root"), "docs/openapi/alerting-service.yaml");
        String running =
                given().get("/q/openapi").then().statusCode(200).extract().asString();

        assertThat(YAML.readTree(running))
                .as("cp alerting-service/target/openapi/openapi.yaml docs/openapi/alerting-service.yaml")
                .isEqualTo(YAML.readTree(Files.readString(committed)));
    }
}
