package io.telltale.testkit;

import static io.restassured.RestAssured.given;

import com.fasterxml.jackson.databind.JsonNode;
import io.restassured.path.json.JsonPath;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * One operation of a service's OpenAPI document.
 *
 * @param path as documented, with its templates
 * @param sample a path that fits the templates
 */
record ApiOperation(
        String method,
        String path,
        String sample,
        Set<String> queryParameters,
        Set<String> statuses,
        Optional<SampleBody> body) {
    private static final Set<String> METHODS = Set.of("get", "post", "put", "patch", "delete");

    /** All operations below {@code /api} that the running service documents. */
    static List<ApiOperation> ofRunningService() {
        JsonPath answer = given().queryParam("format", "json")
                .get("/q/openapi")
                .then()
                .statusCode(200)
                .extract()
                .jsonPath();
        Map<String, Map<String, Object>> paths = answer.getMap("paths");
        JsonNode document = SampleBody.parse(answer.prettify()).root();
        List<ApiOperation> operations = new ArrayList<>();
        paths.forEach((path, item) -> {
            if (path.startsWith("/api/")) {
                METHODS.stream()
                        .filter(item::containsKey)
                        .forEach(method -> operations.add(parse(document, method, path, item)));
            }
        });
        return operations;
    }

    /** Whether a caller who may only read must not use it. */
    boolean changes() {
        return !method.equals("GET");
    }

    /** The same path called by another method. */
    ApiOperation by(String otherMethod) {
        return new ApiOperation(otherMethod, path, sample, Set.of(), Set.of(), Optional.empty());
    }

    /** The same with this in place of every parameter of its path. */
    ApiOperation at(String parameter) {
        return new ApiOperation(method, path, path.replaceAll("\\{[^}]*}", parameter), queryParameters, statuses, body);
    }

    /** Whether it reads a JSON body. */
    boolean takesJson() {
        return body.isPresent();
    }

    private static ApiOperation parse(JsonNode document, String method, String path, Map<String, Object> item) {
        Map<?, ?> operation = map(item.get(method));
        List<Map<?, ?>> parameters = new ArrayList<>(maps(item.get("parameters")));
        parameters.addAll(maps(operation.get("parameters")));
        String sample = path;
        Set<String> query = new TreeSet<>();
        for (Map<?, ?> parameter : parameters) {
            if ("query".equals(parameter.get("in"))) {
                query.add(String.valueOf(parameter.get("name")));
            } else {
                sample = sample.replace("{" + parameter.get("name") + "}", value(map(parameter.get("schema"))));
            }
        }
        JsonNode content = document.path("paths")
                .path(path)
                .path(method)
                .path("requestBody")
                .path("content");
        Optional<SampleBody> body = Optional.of(content.path("application/json"))
                .filter(JsonNode::isObject)
                .map(json -> SampleBody.of(document, json.path("schema")));
        Set<String> statuses = new TreeSet<>();
        map(operation.get("responses")).keySet().forEach(status -> statuses.add(String.valueOf(status)));
        return new ApiOperation(method.toUpperCase(Locale.ROOT), path, sample, query, statuses, body);
    }

    private static String value(Map<?, ?> schema) {
        if ("uuid".equals(schema.get("format"))
                || String.valueOf(schema.get("$ref")).endsWith("/UUID")) {
            return "00000000-0000-4000-8000-000000000000";
        }
        return "integer".equals(schema.get("type")) ? "1" : "nobody";
    }

    private static Map<?, ?> map(@Nullable Object node) {
        return node instanceof Map<?, ?> map ? map : Map.of();
    }

    private static List<Map<?, ?>> maps(@Nullable Object node) {
        List<Map<?, ?>> maps = new ArrayList<>();
        if (node instanceof List<?> list) {
            list.forEach(entry -> maps.add(map(entry)));
        }
        return maps;
    }

    /** As in {@code "POST /api/devices/{device}"}. */
    @Override
    public String toString() {
        return method + " " + path;
    }
}
