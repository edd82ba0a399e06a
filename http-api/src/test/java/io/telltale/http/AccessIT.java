package io.telltale.http;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import io.telltale.testkit.TestTokens;
import io.telltale.testkit.TokensResource;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
@WithTestResource(TokensResource.class)
class AccessIT {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "/api/forgotten",
                "/api/route",
                "/api/failing-route",
                "/api/nothing",
                "/api//route",
                "/api/books/../route"
            })
    void asksForATokenWhereverSomethingAnswers(String path) {
        Response response = given().urlEncodingEnabled(false).get(path);

        assertThat(response.statusCode()).isEqualTo(401);
        assertThat(response.contentType()).isEqualTo("application/problem+json");
        assertThat(response.header("WWW-Authenticate")).isEqualTo("Bearer realm=\"telltale\"");
        assertThat(response.asString()).doesNotContain("\"secret\"");
    }

    @Test
    void deniesAResourceWithoutRolesToEverybody() {
        Response response = get(TestTokens.admin("default"), "/api/forgotten");

        assertThat(response.statusCode()).isEqualTo(403);
        assertThat(response.<String>path("type")).isEqualTo("urn:telltale:problem:forbidden");
    }

    @Test
    void saysThatATokenIsWorthless() {
        Response response = get(TestTokens.expired("default"), "/api/books");

        assertThat(response.statusCode()).isEqualTo(401);
        assertThat(response.header("WWW-Authenticate")).isEqualTo("Bearer realm=\"telltale\", error=\"invalid_token\"");
        assertThat(response.<String>path("detail"))
                .isEqualTo("the token is not one of ours or has expired: get a new one");
    }

    @Test
    void refusesATokenOfAnUnknownRole() {
        assertThat(get(TestTokens.mint("eve", "default", "guest", Duration.ofHours(1)), "/api/books")
                        .statusCode())
                .isEqualTo(403);
    }

    @Test
    void knowsTheTenantAndTheSubjectOfTheToken() {
        Response response = get(TestTokens.operator("acme"), "/api/books/caller");

        assertThat(response.<String>path("tenant")).isEqualTo("acme");
        assertThat(response.<String>path("subject")).isEqualTo("oskar");
    }

    @Test
    void letsAnAdminNameAnotherTenant() {
        assertThat(get(TestTokens.admin("acme"), "/api/books/caller?tenant=other")
                        .<String>path("tenant"))
                .isEqualTo("other");
        assertThat(get(TestTokens.operator("acme"), "/api/books/caller?tenant=acme")
                        .<String>path("tenant"))
                .isEqualTo("acme");
    }

    @Test
    void letsNobodyElseNameAnotherTenant() {
        Response response = get(TestTokens.operator("acme"), "/api/books/caller?tenant=other");

        assertThat(response.statusCode()).isEqualTo(403);
        assertThat(response.<String>path("detail")).isEqualTo("only an admin may ask for another tenant");
    }

    @Test
    void refusesATenantThatCannotBeOne() {
        Response response = get(TestTokens.admin("acme"), "/api/books/caller?tenant=a.b");

        assertThat(response.statusCode()).isEqualTo(400);
        assertThat(response.<String>path("errors[0].field")).isEqualTo("tenant");
    }

    @Test
    void doesNotMindABadTokenWhereNoneIsNeeded() {
        assertThat(get("garbage", "/q/health/live").statusCode()).isEqualTo(200);
    }

    @Test
    void pagesByKey() {
        Response first = get(TestTokens.viewer("default"), "/api/books?limit=200");
        assertThat(first.<java.util.List<String>>path("items")).hasSize(200).startsWith("1");
        assertThat(first.<String>path("next")).isEqualTo("200");

        Response last = get(TestTokens.viewer("default"), "/api/books?limit=200&after=200");
        assertThat(last.<java.util.List<String>>path("items")).hasSize(50).startsWith("201");
        assertThat(last.asString()).doesNotContain("next");
    }

    private static Response get(String token, String path) {
        return given().header("Authorization", "Bearer " + token).get(path);
    }
}
