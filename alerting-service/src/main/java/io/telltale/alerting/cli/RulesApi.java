package io.telltale.alerting.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import io.telltale.events.Json;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/**
 * The platform's API as far as files of rules need it; where it is and the token come from the environment. Blocks. Fails
 * with {@link CannotRunException}.
 */
final class RulesApi {

    private static final Duration CONNECT = Duration.ofSeconds(5);
    private static final Duration ANSWER = Duration.ofSeconds(60);

    private final String address;
    private final String token;
    private final Optional<String> tenant;

    RulesApi(Map<String, String> environment, Optional<String> tenant) {
        String url = environment.getOrDefault("TELLTALE_API_URL", "http://127.0.0.1:8080/api");
        this.address = url.endsWith("/") ? url.substring(0, url.length() - 1) : url;
        this.token = environment.getOrDefault("TELLTALE_OPERATOR_TOKEN", "");
        this.tenant = tenant;
        if (token.isEmpty()) {
            throw new CannotRunException(
                    "no stack is up here, nor does TELLTALE_OPERATOR_TOKEN name one: ./telltale up");
        }
    }

    private record Answer(int status, String body) {

        JsonNode json() {
            try {
                return Json.MAPPER.readTree(body);
            } catch (IOException e) {
                throw new CannotRunException("the answer is no JSON: is TELLTALE_API_URL right?", e);
            }
        }
    }

    /** All rules as a file. */
    String export() {
        Answer answer = send(request("/rules/export", "").GET().build());
        if (answer.status != 200) {
            throw refused(answer);
        }
        return answer.body;
    }

    /** The plan of an import, done or not. */
    JsonNode imported(String file, boolean dryRun, boolean prune) {
        Answer answer = send(request("/rules/import", "dryRun=" + dryRun + "&prune=" + prune)
                .header("Content-Type", "application/yaml")
                .POST(BodyPublishers.ofString(file))
                .build());
        if (answer.status != 200) {
            throw refused(answer);
        }
        return answer.json();
    }

    private HttpRequest.Builder request(String path, String query) {
        String whose =
                tenant.map(name -> "tenant=" + URLEncoder.encode(name, UTF_8)).orElse("");
        String all = query.isEmpty() || whose.isEmpty() ? query + whose : query + '&' + whose;
        try {
            return HttpRequest.newBuilder(URI.create(address + path + (all.isEmpty() ? "" : "?" + all)))
                    .timeout(ANSWER)
                    .header("Authorization", "Bearer " + token)
                    .header("Accept", "application/json, application/yaml, application/problem+json");
        } catch (IllegalArgumentException e) {
            throw new CannotRunException("TELLTALE_API_URL is no address: " + address, e);
        }
    }

    private Answer send(HttpRequest request) {
        try (HttpClient http = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .connectTimeout(CONNECT)
                .build()) {
            HttpResponse<String> response = http.send(request, BodyHandlers.ofString());
            return new Answer(response.statusCode(), response.body());
        } catch (IOException e) {
            throw new CannotRunException(
                    "cannot reach the API at " + address + " (" + e.getClass().getSimpleName()
                            + "): is the stack up? ./telltale status",
                    e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CannotRunException("interrupted while waiting for " + address, e);
        }
    }

    private CannotRunException refused(Answer answer) {
        String hint = answer.status == 403 ? "; rules are changed by operators: ./telltale token --role operator" : "";
        return new CannotRunException("the API answered " + answer.status + ": "
                + answer.json().path("detail").asText("no reason given") + hint);
    }
}
