package io.telltale.ingest;

import static org.awaitility.Awaitility.await;

import io.telltale.testkit.FreePort;
import io.telltale.testkit.TestTokens;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The packaged gateway as a process of its own, so that it can be killed like one. */
final class GatewayProcess implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final Pattern DEVICES = Pattern.compile("\"devices\": *(\\d+)");
    private static final HttpClient HTTP = HttpClient.newHttpClient();

    private final Map<String, String> environment;
    private final String heap;
    private final int httpPort;
    private final int mqttPort;
    private final Path log;
    private Process process;

    private GatewayProcess(Map<String, String> environment, String heap) throws IOException {
        this.heap = heap;
        this.httpPort = FreePort.choose();
        this.mqttPort = FreePort.choose();
        this.environment = new HashMap<>(environment);
        this.environment.put("TELLTALE_INGEST_PORT", Integer.toString(httpPort));
        this.environment.put("TELLTALE_MQTT_PORT", Integer.toString(mqttPort));
        this.environment.put("TELLTALE_TOKEN_PUBLIC_KEY", TestTokens.publicKey().toString());
        this.log = Files.createTempFile("gateway", ".log");
        this.process = spawn();
    }

    /** Starts the gateway and waits until it is ready. */
    static GatewayProcess start(Map<String, String> environment) {
        return start(environment, "256m");
    }

    /** Starts the gateway with so much heap, and waits until it is ready. */
    static GatewayProcess start(Map<String, String> environment, String heap) {
        try {
            GatewayProcess gateway = new GatewayProcess(environment, heap);
            gateway.awaitReady();
            return gateway;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    int mqttPort() {
        return mqttPort;
    }

    /** Kills it with SIGKILL. */
    void kill() {
        process.destroyForcibly();
        end();
    }

    /** Stops it as an operator would. */
    void stop() {
        process.destroy();
        end();
    }

    /** Starts it again with the same environment and ports. */
    void restart() {
        process = spawn();
        awaitReady();
    }

    HttpResponse<String> get(String path) {
        return send(request(path));
    }

    /** A GET of the API as an operator. */
    HttpResponse<String> api(String path) {
        return send(request(path).header("Authorization", "Bearer " + TestTokens.operator("default")));
    }

    /** A POST of the API without a body as an operator. */
    HttpResponse<String> post(String path) {
        return send(request(path)
                .header("Authorization", "Bearer " + TestTokens.operator("default"))
                .POST(HttpRequest.BodyPublishers.noBody()));
    }

    /** Any call of the API, with that token and a JSON body. */
    HttpResponse<String> call(String method, String path, String token, String body) {
        return send(request(path)
                .header("Authorization", "Bearer " + token)
                .header("Content-Type", "application/json")
                .method(method, HttpRequest.BodyPublishers.ofString(body)));
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + httpPort + path))
                .timeout(Duration.ofSeconds(15));
    }

    private static HttpResponse<String> send(HttpRequest.Builder request) {
        try {
            return HTTP.send(request.build(), HttpResponse.BodyHandlers.ofString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** The sum of a metric over all its tags, as Prometheus spells it. */
    double metric(String name) {
        return Arrays.stream(get("/q/metrics").body().split("\n"))
                .filter(line -> line.startsWith(name + " ") || line.startsWith(name + "{"))
                .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
                .sum();
    }

    /** As {@link #metric(String)}, of those with this tag. */
    double metric(String name, String tag, String value) {
        String wanted = tag + "=\"" + value + "\"";
        return Arrays.stream(get("/q/metrics").body().split("\n"))
                .filter(line -> line.startsWith(name + "{") && line.contains(wanted))
                .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
                .sum();
    }

    /** Bytes of its heap that are in use after a full collection. */
    long heapAfterCollection() {
        try {
            String jcmd =
                    Path.of(System.getProperty("java.home"), "bin", "jcmd").toString();
            int status = new ProcessBuilder(jcmd, Long.toString(process.pid()), "GC.run")
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start()
                    .waitFor();
            if (status != 0) {
                throw new IllegalStateException("jcmd ended with status " + status);
            }
            return (long) metric("jvm_memory_used_bytes", "area", "heap");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** How many devices it knows. */
    int devices() {
        Matcher devices = DEVICES.matcher(get("/q/health/ready").body());
        return devices.find() ? Integer.parseInt(devices.group(1)) : 0;
    }

    boolean live() {
        return get("/q/health/live").statusCode() == 200;
    }

    boolean alive() {
        return process.isAlive();
    }

    boolean ready() {
        try {
            return get("/q/health/ready").statusCode() == 200;
        } catch (UncheckedIOException e) {
            return false;
        }
    }

    String log() throws IOException {
        return Files.readString(log);
    }

    @Override
    public void close() {
        process.destroy();
        end();
        log.toFile().deleteOnExit();
    }

    private void awaitReady() {
        await("the gateway to be ready, see " + log)
                .atMost(PATIENCE)
                .pollInterval(Duration.ofMillis(100))
                .until(() -> !process.isAlive() || ready());
        if (!process.isAlive()) {
            try {
                throw new IllegalStateException("the gateway ended:\n" + log());
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    private Process spawn() {
        ProcessBuilder builder = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx" + heap,
                        "-XX:TieredStopAtLevel=1",
                        "-jar",
                        Path.of("target", "quarkus-app", "quarkus-run.jar")
                                .toAbsolutePath()
                                .toString())
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
        builder.environment().putAll(environment);
        try {
            Process spawned = builder.start();
            Runtime.getRuntime().addShutdownHook(new Thread(spawned::destroyForcibly));
            return spawned;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void end() {
        try {
            if (!process.waitFor(30, TimeUnit.SECONDS)) {
                process.destroyForcibly().waitFor();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
