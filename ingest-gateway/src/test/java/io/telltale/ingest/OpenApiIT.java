package io.telltale.ingest;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
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

    /** The order of keys means nothing. */
    private static final YAMLMapper YAML = new YAMLMapper();

    @Test
    void theCommittedDocumentIsTheRunningOne() throws IOException {
        Path committed = Path.of(System.getProperty("telltale.root"), "docs/openapi/ingest-gateway.yaml");
        String running =
                given().get("/q/openapi").then().statusCode(200).extract().asString();

        assertThat(YAML.readTree(running))
                .as("cp ingest-gateway/target/openapi/openapi.yaml docs/openapi/ingest-gateway.yaml")
                .isEqualTo(YAML.readTree(Files.readString(committed)));
    }
}
