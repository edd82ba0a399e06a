package io.telltale.http;

import static io.restassured.RestAssured.given;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import io.telltale.testkit.TestTokens;
import io.telltale.testkit.TokensResource;
import java.io.ByteArrayInputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
@WithTestResource(TokensResource.class)
class RefusalsIT {
    @TestHTTPResource("/")
    URI root;

    @Test
    void sendsAProblemWithAllItsParts() {
        Response response =
                operator().queryParam("how", "missing").queryParam("count", 7).get("/api/books/failing");

        assertThat(response.statusCode()).isEqualTo(404);
        assertThat(response.contentType()).isEqualTo("application/problem+json");
        assertThat(response.<Map<String, Object>>path("$"))
                .isEqualTo(Map.of(
                        "type", "urn:telltale:problem:not-found",
                        "title", "There is no such thing",
                        "status", 404,
                        "detail", "no book 7",
                        "instance", "/api/books/failing"));
    }

    @Test
    void saysWhenToComeBack() {
        Response response = operator().queryParam("how", "away").get("/api/books/failing");

        assertThat(response.statusCode()).isEqualTo(503);
        assertThat(response.header("Retry-After")).isEqualTo("7");
        assertThat(response.<String>path("type")).isEqualTo("urn:telltale:problem:unavailable");
    }

    @Test
    void namesEveryFieldThatIsNotValid() {
        Response response =
                post("{\"title\": \" \", \"pages\": 0, \"authors\": [{\"name\": \"Ada\"}, {\"name\": \"\"}]}");

        assertThat(response.statusCode()).isEqualTo(400);
        assertThat(response.<String>path("type")).isEqualTo("urn:telltale:problem:invalid");
        assertThat(response.<List<Map<String, String>>>path("errors"))
                .containsExactly(
                        Map.of("field", "authors[1].name", "message", "must not be blank"),
                        Map.of("field", "pages", "message", "must be greater than or equal to 1"),
                        Map.of("field", "title", "message", "must not be blank"));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    {"titel": "x"}                              | titel           | is not a known field; known are authors, cover, lent, pages, printed, reading, title
                    {"title": "x", "pages": "many"}             | pages           | is not a number
                    {"title": "x", "printed": "yesterday"}      | printed         | is not a time such as 2026-01-31T12:00:00Z
                    {"title": "x", "reading": "long"}           | reading         | is not a duration such as PT5M
                    {"title": "x", "cover": "GOLD"}             | cover           | is not one of HARD, SOFT
                    {"title": ["x"]}                            | title           | is not a text
                    {"title": "x", "authors": {"name": "Ada"}}  | authors         | is not a list
                    {"title": "x", "authors": [{"name": "Ada"}, 7]} | authors[1]  | is not an object
                    """)
    void namesTheFieldThatCannotBeRead(String body, String field, String message) {
        Response response = post(body);

        assertThat(response.statusCode()).isEqualTo(400);
        assertThat(response.<List<Map<String, String>>>path("errors"))
                .containsExactly(Map.of("field", field, "message", message));
        assertThat(response.asString()).doesNotContain("io.telltale", "Exception", "java.");
    }

    @Test
    void passesOnWhatARecordSaysAboutItsComponents() {
        assertThat(post("{\"title\": \"forbidden\"}").<String>path("detail"))
                .isEqualTo("the body is refused: this title is on the index at line 1, column 22");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "null", "{\"title\": \"x\"", "[1, 2]", "7", "\u0000"})
    void refusesABodyThatIsNoObject(String body) {
        Response response = post(body);

        assertThat(response.statusCode()).isEqualTo(400);
        assertThat(response.<String>path("type")).isEqualTo("urn:telltale:problem:invalid");
        assertThat(response.asString()).doesNotContain("io.telltale", "Exception", "java.");
    }

    @ParameterizedTest
    @CsvSource({"count, x, is not a whole number", "count, 99999999999, is not a whole number", "id, x, is not a UUID"})
    void namesTheParameterThatCannotBeRead(String name, String value, String message) {
        Response response =
                operator().queryParam("how", "missing").queryParam(name, value).get("/api/books/failing");

        assertThat(response.statusCode()).isEqualTo(400);
        assertThat(response.<List<Map<String, String>>>path("errors"))
                .containsExactly(Map.of("field", name, "message", message));
    }

    @Test
    void namesAnOptionalParameterThatCannotBeRead() {
        Response response = operator().queryParam("since", "yesterday").get("/api/books");

        assertThat(response.statusCode()).isEqualTo(400);
        assertThat(response.<List<Map<String, String>>>path("errors"))
                .containsExactly(Map.of("field", "since", "message", "is not a time such as 2026-01-31T12:00:00Z"));
    }

    @Test
    void refusesABodyOfUnknownLengthWhenItGetsTooLarge() throws Exception {
        HttpResponse<String> response = chunked("{\"title\": \"" + "x".repeat(2_000_000) + "\"}");

        assertThat(response.statusCode()).isEqualTo(413);
        assertThat(response.headers().firstValue("Content-Type")).contains("application/problem+json");
        assertThat(response.body()).contains("urn:telltale:problem:too-large");
    }

    @Test
    void takesABodyOfUnknownLength() throws Exception {
        assertThat(chunked("{\"title\": \"" + "x".repeat(20_000) + "\"}").statusCode())
                .isEqualTo(201);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/api", "/api/", "/api/nothing", "/api/books/a/b", "/api//books/x/y/z"})
    void answersUnknownPathsWithAProblem(String path) {
        Response response = operator().get(path);

        assertThat(response.statusCode()).isEqualTo(404);
        assertThat(response.contentType()).isEqualTo("application/problem+json");
    }

    @Test
    void answersAnUnacceptableAcceptWithAProblem() {
        Response response = operator().accept("image/png").get("/api/books");

        assertThat(response.statusCode()).isEqualTo(406);
        assertThat(response.contentType()).isEqualTo("application/problem+json");
    }

    private HttpResponse<String> chunked(String body) throws Exception {
        byte[] bytes = body.getBytes(UTF_8);
        HttpRequest request = HttpRequest.newBuilder(root.resolve("/api/books"))
                .header("Authorization", "Bearer " + TestTokens.operator("default"))
                .header("Content-Type", "application/json")
                .version(HttpClient.Version.HTTP_1_1)
                .POST(BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(bytes)))
                .build();
        try (HttpClient client = HttpClient.newHttpClient()) {
            return client.send(request, BodyHandlers.ofString());
        }
    }

    private static Response post(String body) {
        return operator().contentType("application/json").body(body).post("/api/books");
    }

    private static RequestSpecification operator() {
        return given().header("Authorization", "Bearer " + TestTokens.operator("default"));
    }
}
