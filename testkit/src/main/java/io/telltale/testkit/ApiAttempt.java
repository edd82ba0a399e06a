package io.telltale.testkit;

import static io.restassured.RestAssured.given;

import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** One way of calling any operation, and the check that it was refused as a problem document. */
record ApiAttempt(Optional<String> token, Optional<String> contentType, String body, Map<String, String> query) {
    static ApiAttempt anonymous() {
        return new ApiAttempt(Optional.empty(), Optional.empty(), "", Map.of());
    }

    static ApiAttempt as(String token) {
        return new ApiAttempt(Optional.of(token), Optional.empty(), "", Map.of());
    }

    ApiAttempt sending(String type, String content) {
        return new ApiAttempt(token, Optional.of(type), content, query);
    }

    ApiAttempt asking(String name, String value) {
        return new ApiAttempt(token, contentType, body, Map.of(name, value));
    }

    /** Calls the operation; what is wrong about the answer, empty when it is the expected refusal. */
    List<String> violations(ApiOperation operation, int status, String field) {
        Response response = send(operation);
        List<String> wrong = new ArrayList<>();
        if (response.statusCode() != status) {
            wrong.add("status is " + response.statusCode());
        }
        String type = response.contentType();
        if (!"application/problem+json".equals(type)) {
            wrong.add("content type is " + type + ": " + response.asString());
        } else {
            checkProblem(response, wrong);
            if (!field.isEmpty() && !List.of(field).equals(response.path("errors.field"))) {
                wrong.add("does not name the field " + field + ": " + response.asString());
            }
        }
        if (status == 401
                && !String.valueOf(response.header("WWW-Authenticate")).startsWith("Bearer")) {
            wrong.add("WWW-Authenticate is " + response.header("WWW-Authenticate"));
        }
        return wrong;
    }

    private Response send(ApiOperation operation) {
        RequestSpecification request = given().queryParams(query);
        token.ifPresent(bearer -> request.header("Authorization", "Bearer " + bearer));
        contentType.ifPresent(type -> request.header("Content-Type", type).body(body));
        return request.request(operation.method(), operation.sample());
    }

    private static void checkProblem(Response response, List<String> wrong) {
        if (!String.valueOf(response.<Object>path("type")).startsWith("urn:telltale:problem:")) {
            wrong.add("type is " + response.path("type"));
        }
        if (!Integer.valueOf(response.statusCode()).equals(response.path("status"))) {
            wrong.add("says status " + response.path("status") + " in its body");
        }
        if (!(response.<Object>path("title") instanceof String)
                || !(response.<Object>path("detail") instanceof String)) {
            wrong.add("has no title or no detail: " + response.asString());
        }
    }
}
