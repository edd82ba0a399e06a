package io.telltale.bench.scale;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.telltale.bench.endtoend.Platform;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Where a platform of the benchmark's is asked things. Blocking; bounded waits. */
final class Endpoints {

    private static final int MOST_AT_ONCE = 1_000;
    private static final Duration LONGEST_ANSWER = Duration.ofSeconds(60);
    private static final Duration LONGEST_WAIT = Duration.ofMinutes(5);
    private static final Duration GLANCE = Duration.ofMillis(100);
    private static final ObjectMapper MAPPER = new ObjectMapper();

    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final Map<String, String> environment;
    private final Map<String, Integer> ports;

    private Endpoints(Map<String, String> environment, Map<String, Integer> ports) {
        this.environment = environment;
        this.ports = ports;
    }

    static Endpoints of(Platform platform) throws IOException, InterruptedException {
        Map<String, String> environment = platform.telltale()
                .run("env")
                .lines()
                .map(line -> line.replaceFirst("^export ", "").split("=", 2))
                .filter(words -> words.length == 2)
                .collect(Collectors.toMap(words -> words[0], words -> words[1].replaceAll("^['\"]|['\"]$", "")));
        JsonNode status = MAPPER.readTree(platform.telltale().run("status", "--json"));
        Map<String, Integer> ports = new java.util.HashMap<>();
        status.path("processes")
                .forEach(process -> ports.put(
                        process.path("name").asText(), process.path("port").asInt()));
        return new Endpoints(environment, ports);
    }

    /** With user and password. */
    String nats() throws IOException {
        return variable("TELLTALE_NATS_URL");
    }

    /** Registers so many devices, a thousand a request, one request after the other. */
    void provision(int devices) throws IOException, InterruptedException {
        for (int from = 0; from < devices; from += MOST_AT_ONCE) {
            List<Map<String, String>> some = IntStream.range(from, Math.min(devices, from + MOST_AT_ONCE))
                    .mapToObj(number -> Map.of("name", "scale-" + number))
                    .toList();
            HttpRequest request = HttpRequest.newBuilder(URI.create(variable("TELLTALE_API_URL") + "/provisioning"))
                    .timeout(LONGEST_ANSWER)
                    .header("Authorization", "Bearer " + variable("TELLTALE_OPERATOR_TOKEN"))
                    .header("Content-Type", "application/json")
                    .POST(HttpRequest.BodyPublishers.ofByteArray(MAPPER.writeValueAsBytes(Map.of("devices", some))))
                    .build();
            int status = http.send(request, BodyHandlers.discarding()).statusCode();
            if (status != 200) {
                throw new IOException("the registry answered " + status + " to " + some.size() + " devices");
            }
        }
    }

    /** Waits until the gateway knows so many devices. */
    void awaitDirectory(int devices) throws IOException, InterruptedException {
        long until = System.nanoTime() + LONGEST_WAIT.toNanos();
        while (knownDevices() < devices) {
            if (System.nanoTime() > until) {
                throw new IOException("the gateway knows only " + knownDevices() + " of " + devices + " devices");
            }
            Thread.sleep(GLANCE);
        }
    }

    /** A metric of a service, summed over its series whose line holds all of these words. */
    double metric(String service, String name, String... words) throws IOException, InterruptedException {
        return get(service, "/q/metrics")
                .lines()
                .filter(line -> line.startsWith(name + ' ') || line.startsWith(name + '{'))
                .filter(line -> List.of(words).stream().allMatch(line::contains))
                .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
                .sum();
    }

    private long knownDevices() throws IOException, InterruptedException {
        for (JsonNode check :
                MAPPER.readTree(get("ingest-gateway", "/q/health/ready")).path("checks")) {
            if (check.path("data").has("devices")) {
                return check.path("data").path("devices").asLong();
            }
        }
        return 0;
    }

    private String get(String service, String path) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(
                        URI.create("http://127.0.0.1:" + ports.getOrDefault(service, 0) + path))
                .timeout(LONGEST_ANSWER)
                .build();
        return http.send(request, BodyHandlers.ofString()).body();
    }

    private String variable(String key) throws IOException {
        String value = environment.get(key);
        if (value == null) {
            throw new IOException("./telltale env says nothing of " + key);
        }
        return value;
    }
}
