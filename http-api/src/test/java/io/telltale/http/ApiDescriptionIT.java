package io.telltale.http;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import io.telltale.testkit.TokensResource;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithTestResource(TokensResource.class)
class ApiDescriptionIT {
    @Test
    void describesTokensAndRefusals() {
        JsonPath document =
                given().queryParam("format", "json").get("/q/openapi").jsonPath();

        assertThat(document.getString("components.securitySchemes.bearer.scheme"))
                .isEqualTo("bearer");
        assertThat(document.getMap("components.securitySchemes")).containsOnlyKeys("bearer");
        assertThat(document.getList("paths.'/api/books'.post.security"))
                .isEqualTo(List.of(Map.of("bearer", List.of())));
        assertThat(document.getMap("paths.'/api/books'.post.responses"))
                .containsOnlyKeys("201", "400", "401", "403", "413", "415", "500", "503");
        assertThat(document.getString(
                        "paths.'/api/books'.post.responses.'401'.content.'application/problem+json'.schema.'$ref'"))
                .isEqualTo("#/components/schemas/Problem");
        assertThat(document.getMap("paths.'/api/books/{title}'.put.responses"))
                .containsOnlyKeys("200", "400", "401", "403", "404", "413", "415", "500", "503");
    }

    @Test
    void describesPagesAsNumbers() {
        JsonPath document =
                given().queryParam("format", "json").get("/q/openapi").jsonPath();

        assertThat(document.<Map<String, Object>>getList("paths.'/api/books'.get.parameters"))
                .filteredOn(parameter -> "limit".equals(parameter.get("name")))
                .extracting(parameter -> parameter.get("schema"))
                .containsExactly(Map.of("type", "integer", "minimum", 1, "maximum", 1000, "default", 100));
    }
}
