package io.telltale.testkit;

import static io.restassured.RestAssured.given;
import static java.nio.charset.StandardCharsets.UTF_8;

import io.restassured.RestAssured;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** One way of calling any operation, and the check that it was refused as a problem document. */
record ApiAttempt(Optional<String> token, Optional<String> contentType, byte[] body, String rawQuery) {
    /** What must never reach a sender: names of classes and stack traces. */
    private static final Pattern INSIDES =
            Pattern.compile("Exception|\\b(java|javax|jakarta|com|org|io)\\.[a-z]+\\.[a-zA-Z.]+|\\tat |SQLSTATE");

    private static final HttpClient HTTP =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    static ApiAttempt anonymous() {
        return new ApiAttempt(Optional.empty(), Optional.empty(), new byte[0], "");
    }

    static ApiAttempt as(String token) {
        return new ApiAttempt(Optional.of(token), Optional.empty(), new byte[0], "");
    }

    ApiAttempt sending(String type, String content) {
        return sending(type, content.getBytes(UTF_8));
    }

    ApiAttempt sending(String type, byte[] content) {
        return new ApiAttempt(token, Optional.of(type), content, rawQuery);
    }

    /** With a query as it stands in the address, escaped or not. */
    ApiAttempt askingRaw(String query) {
        return new ApiAttempt(token, contentType, body, "?" + query);
    }

    /** Calls the operation; what is wrong about the answer, empty when it is the expected refusal. */
    List<String> violations(ApiOperation operation, int status, String field) {
        Response response = send(operation);
        List<String> wrong = new ArrayList<>();
        if (response.statusCode() != status) {
            wrong.add("status is " + response.statusCode());
        }
        checkProblem(response, wrong);
        if (wrong.isEmpty() && !field.isEmpty() && !List.of(field).equals(response.path("errors.field"))) {
            wrong.add("does not name the field " + field + ": " + response.asString());
        }
        if (status == 401
                && !String.valueOf(response.header("WWW-Authenticate")).startsWith("Bearer")) {
            wrong.add("WWW-Authenticate is " + response.header("WWW-Authenticate"));
        }
        return wrong;
    }

    /** Calls the operation; what is wrong about the answer, empty when it is any refusal that blames the sender. */
    List<String> hostilities(ApiOperation operation) {
        HttpResponse<String> answer = quickly(operation);
        return answer.statusCode() >= 400
                ? failures(answer)
                : List.of("status is " + answer.statusCode() + excerpt(answer));
    }

    /** Calls the operation; what is wrong about the answer, empty when it is a success or any refusal that blames the sender. */
    List<String> failures(ApiOperation operation) {
        return failures(quickly(operation));
    }

    private static List<String> failures(HttpResponse<String> answer) {
        int status = answer.statusCode();
        List<String> wrong = new ArrayList<>();
        if (status >= 500) {
            wrong.add("status is " + status + excerpt(answer));
        } else if (status >= 400) {
            String type = answer.headers().firstValue("Content-Type").orElse("none");
            if (!type.equals("application/problem+json") || !answer.body().contains("\"urn:telltale:problem:")) {
                wrong.add("is no problem document but " + type + excerpt(answer));
            }
            if (INSIDES.matcher(answer.body()).find()) {
                wrong.add("shows its insides" + excerpt(answer));
            }
        }
        return wrong;
    }

    /** Over one connection and without the machinery of REST Assured: there are thousands of these. */
    private HttpResponse<String> quickly(ApiOperation operation) {
        URI uri = URI.create("http://127.0.0.1:" + RestAssured.port + operation.sample() + rawQuery);
        HttpRequest.Builder request = HttpRequest.newBuilder(uri).timeout(PATIENCE);
        token.ifPresent(bearer -> request.header("Authorization", "Bearer " + bearer));
        contentType.ifPresent(type -> request.header("Content-Type", type));
        HttpRequest.BodyPublisher content = contentType.isPresent()
                ? HttpRequest.BodyPublishers.ofByteArray(body)
                : HttpRequest.BodyPublishers.noBody();
        try {
            return HTTP.send(request.method(operation.method(), content).build(), HttpResponse.BodyHandlers.ofString());
        } catch (IOException e) {
            throw new UncheckedIOException("no answer to " + operation, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private static String excerpt(HttpResponse<String> answer) {
        String text = answer.body();
        return ": " + (text.length() <= 300 ? text : text.substring(0, 300) + "…");
    }

    private Response send(ApiOperation operation) {
        RequestSpecification request = given().urlEncodingEnabled(false);
        token.ifPresent(bearer -> request.header("Authorization", "Bearer " + bearer));
        contentType.ifPresent(type -> request.header("Content-Type", type).body(body));
        return request.request(operation.method(), operation.sample() + rawQuery);
    }

    private static void checkProblem(Response response, List<String> wrong) {
        if (!"application/problem+json".equals(response.contentType())) {
            wrong.add("content type is " + response.contentType() + ": " + excerpt(response));
            return;
        }
        if (!String.valueOf(response.<Object>path("type")).startsWith("urn:telltale:problem:")) {
            wrong.add("type is " + response.path("type"));
        }
        if (!Integer.valueOf(response.statusCode()).equals(response.path("status"))) {
            wrong.add("says status " + response.path("status") + " in its body");
        }
        if (!(response.<Object>path("title") instanceof String)
                || !(response.<Object>path("detail") instanceof String)) {
            wrong.add("has no title or no detail: " + excerpt(response));
        }
        if (INSIDES.matcher(response.asString()).find()) {
            wrong.add("shows its insides: " + excerpt(response));
        }
    }

    private static String excerpt(Response response) {
        String text = response.asString();
        return text.length() <= 300 ? text : text.substring(0, 300) + "…";
    }
}
