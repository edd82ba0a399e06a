package io.telltale.console.session;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;

import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.Cookie;
import io.restassured.specification.RequestSpecification;
import io.telltale.console.upstream.ForeignService.Call;
import io.telltale.console.upstream.ForeignServices;
import io.telltale.testkit.NatsResource;
import io.telltale.testkit.TestTokens;
import io.telltale.testkit.TokensResource;
import java.net.URI;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithTestResource(TokensResource.class)
@WithTestResource(NatsResource.class)
@WithTestResource(ForeignServices.class)
class SessionIT {

    private static final String PROBLEM = "application/problem+json";

    ForeignServices services;

    @TestHTTPResource
    URI console;

    @BeforeEach
    void forgetEarlierCalls() {
        services.forget();
    }

    @Test
    void signingInTurnsATokenIntoACookieThatScriptsCannotRead() {
        Cookie cookie = signIn(TestTokens.operator("default"));

        assertThat(cookie.isHttpOnly()).isTrue();
        assertThat(cookie.getSameSite()).isEqualTo("Strict");
        assertThat(cookie.getPath()).isEqualTo("/api");
        assertThat(cookie.getMaxAge()).isBetween(3500L, 3600L);
    }

    @Test
    void signingInSaysWhoOneIs() {
        bearer(TestTokens.viewer("acme"))
                .post("/api/login")
                .then()
                .statusCode(200)
                .body("subject", equalTo("viola"))
                .body("tenant", equalTo("acme"))
                .body("roles", equalTo(List.of("viewer")));
    }

    @Test
    void aBadTokenDoesNotSignIn() {
        bearer(TestTokens.forged("default"))
                .post("/api/login")
                .then()
                .statusCode(401)
                .contentType(PROBLEM);
    }

    @Test
    void theServiceGetsTheCookieAsABearerTokenAndNoCookie() {
        String token = TestTokens.operator("default");
        given().cookie(signIn(token)).get("/api/devices").then().statusCode(200);

        Call call = services.registry().calls().getFirst();
        assertThat(call.header("Authorization")).isEqualTo("Bearer " + token);
        assertThat(call.header("Cookie")).isNull();
    }

    @Test
    void aChangeWithTheCookieMustComeFromOurOwnPage() {
        Cookie cookie = signIn(TestTokens.operator("default"));
        String ours = "http://" + console.getAuthority();

        assertThat(change(cookie, "Sec-Fetch-Site", "same-origin")).isEqualTo(200);
        assertThat(change(cookie, "Origin", ours)).isEqualTo(200);
        assertThat(services.registry().calls()).hasSize(2);

        assertThat(change(cookie, "Sec-Fetch-Site", "cross-site")).isEqualTo(403);
        assertThat(change(cookie, "Sec-Fetch-Site", "same-site")).isEqualTo(403);
        assertThat(change(cookie, "Origin", "http://evil.example")).isEqualTo(403);
        assertThat(change(cookie, "X-Anything", "else")).isEqualTo(403);
        assertThat(services.registry().calls()).hasSize(2);
    }

    @Test
    void aChangeWithABearerTokenMayComeFromAnywhere() {
        bearer(TestTokens.operator("default"))
                .header("Sec-Fetch-Site", "cross-site")
                .post("/api/devices")
                .then()
                .statusCode(200);
    }

    @Test
    void signingOutRemovesTheCookie() {
        Cookie gone = given().cookie(signIn(TestTokens.operator("default")))
                .header("Sec-Fetch-Site", "same-origin")
                .post("/api/logout")
                .then()
                .statusCode(204)
                .extract()
                .detailedCookie(SessionCookie.NAME);

        assertThat(gone.getMaxAge()).isZero();
        assertThat(gone.getValue()).isEmpty();
    }

    @Test
    void aCookieThatIsNoLongerGoodIsRemoved() {
        Cookie gone = given().cookie(SessionCookie.NAME, TestTokens.expired("default"))
                .get("/api/devices")
                .then()
                .statusCode(401)
                .contentType(PROBLEM)
                .extract()
                .detailedCookie(SessionCookie.NAME);

        assertThat(gone.getMaxAge()).isZero();
    }

    @Test
    void onlyPostSignsInAndOut() {
        bearer(TestTokens.viewer("default"))
                .delete("/api/login")
                .then()
                .statusCode(405)
                .header("Allow", "GET, POST")
                .contentType(PROBLEM);
        bearer(TestTokens.viewer("default")).get("/api/logout").then().statusCode(405);
    }

    private static Cookie signIn(String token) {
        return bearer(token).post("/api/login").then().statusCode(200).extract().detailedCookie(SessionCookie.NAME);
    }

    private static int change(Cookie cookie, String header, String value) {
        return given().cookie(cookie)
                .header(header, value)
                .body("{}")
                .post("/api/devices")
                .statusCode();
    }

    private static RequestSpecification bearer(String token) {
        return given().header("Authorization", "Bearer " + token);
    }
}
