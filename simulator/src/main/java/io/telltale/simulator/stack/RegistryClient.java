package io.telltale.simulator.stack;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The registry's API as the simulator needs it. Blocking, safe for several threads. Every failure is a
 * {@link CannotRunException} that says what the user can do.
 */
public final class RegistryClient implements AutoCloseable {

    /** Most devices of one provisioning request. */
    private static final int CHUNK = 1000;

    private static final Duration TIMEOUT = Duration.ofSeconds(60);

    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(5))
            .build();
    private final ObjectMapper mapper = new ObjectMapper();
    private final URI api;
    private final String token;
    private final String query;

    /** Speaks to {@code api} with the operator's {@code token}; a {@code tenant} is named only where the token may choose. */
    public RegistryClient(URI api, String token, Optional<String> tenant) {
        this.api = api;
        this.token = token;
        this.query = tenant.map(name -> "?tenant=" + encode(name)).orElse("");
    }

    /** Creates what is missing and gives each device a fresh token, in the order asked. */
    public List<DeviceLogin> provision(List<NewDevice> devices) {
        List<DeviceLogin> logins = new ArrayList<>(devices.size());
        for (int from = 0; from < devices.size(); from += CHUNK) {
            List<NewDevice> chunk = devices.subList(from, Math.min(from + CHUNK, devices.size()));
            Provisioned answer =
                    read(call("POST", "/provisioning", Map.of("devices", chunk), 200, 201), Provisioned.class);
            answer.devices().forEach(device -> logins.add(device.login()));
        }
        if (logins.size() != devices.size()) {
            throw new CannotRunException(
                    "the registry gave " + logins.size() + " tokens for " + devices.size() + " devices");
        }
        return logins;
    }

    /** Creates the profile, or leaves the one that is there as it is. */
    public void createProfile(NewProfile profile) {
        call("POST", "/profiles", profile, 200, 201, 409);
    }

    /** Forgets the device; one that is gone already is no error. */
    public void delete(String device) {
        call("DELETE", "/devices/" + encode(device), null, 200, 204, 404);
    }

    @Override
    public void close() {
        http.shutdownNow();
    }

    private HttpResponse<byte[]> call(String method, String path, @Nullable Object body, int... fine) {
        HttpResponse<byte[]> response = send(method, path, body);
        for (int status : fine) {
            if (response.statusCode() == status) {
                return response;
            }
        }
        throw new CannotRunException(
                method + " " + api + path + " answered " + response.statusCode() + ": " + mend(response));
    }

    private HttpResponse<byte[]> send(String method, String path, @Nullable Object body) {
        try {
            HttpRequest request = HttpRequest.newBuilder(URI.create(api + path + query))
                    .timeout(TIMEOUT)
                    .header("Authorization", "Bearer " + token)
                    .header("Content-Type", "application/json")
                    .header("Accept", "application/json, application/problem+json")
                    .method(
                            method,
                            body == null
                                    ? BodyPublishers.noBody()
                                    : BodyPublishers.ofByteArray(mapper.writeValueAsBytes(body)))
                    .build();
            return http.send(request, BodyHandlers.ofByteArray());
        } catch (IOException e) {
            throw new CannotRunException(
                    "cannot reach the API at " + api + " (" + e.getClass().getSimpleName()
                            + "): is the stack up? ./telltale status",
                    e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CannotRunException("interrupted while waiting for " + api, e);
        }
    }

    private <T> T read(HttpResponse<byte[]> response, Class<T> type) {
        try {
            return mapper.readValue(response.body(), type);
        } catch (IOException e) {
            throw new CannotRunException(
                    "the answer of " + response.uri() + " cannot be read as " + type.getSimpleName(), e);
        }
    }

    private String mend(HttpResponse<byte[]> response) {
        return switch (response.statusCode()) {
            case 401 -> "the operator's token is not accepted; run: eval \"$(./telltale env)\"";
            case 403 ->
                "the operator's token lacks the role; mint one with --role operator or admin. " + detail(response);
            case 502, 503, 504 -> "the registry is not ready, look at ./telltale status. " + detail(response);
            default -> detail(response);
        };
    }

    private String detail(HttpResponse<byte[]> response) {
        try {
            JsonNode problem = mapper.readTree(response.body());
            StringBuilder text = new StringBuilder(
                    problem.path("detail").asText(problem.path("title").asText("")));
            problem.path("errors").forEach(error -> text.append("; ")
                    .append(error.path("field").asText())
                    .append(' ')
                    .append(error.path("message").asText()));
            return text.isEmpty() ? "without a reason" : text.toString();
        } catch (JsonProcessingException e) {
            return "with a body that is no problem+json: is TELLTALE_API_URL right?";
        } catch (IOException e) {
            return "with a body that cannot be read: " + e.getMessage();
        }
    }

    private static String encode(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    private record Provisioned(List<Device> devices) {}

    @JsonIgnoreProperties(ignoreUnknown = true)
    private record Device(String name, String tenant, String token) {
        DeviceLogin login() {
            return new DeviceLogin(name, tenant, token);
        }
    }
}
