package io.telltale.simulator.endtoend;

import io.telltale.testkit.FreePort;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;

/** One replica of a packaged service, as a process of the test's own with little memory. For one thread. Close it. */
final class ServiceProcess implements AutoCloseable {

    private static final Path ROOT = Path.of(System.getProperty("telltale.root"));
    private static final Duration START = Duration.ofSeconds(90);
    private static final HttpClient HTTP =
            HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(2)).build();

    private final String service;
    private final String name;
    private final Path log;
    private final Map<String, String> environment;
    private final int port = FreePort.choose();
    private @Nullable Process process;

    /**
     * Prepares.
     *
     * @param portKey the variable that says on which port it serves HTTP
     */
    ServiceProcess(String service, int replica, Path folder, String portKey, Map<String, String> environment) {
        this.service = service;
        this.name = service + '-' + replica;
        this.log = folder.resolve(name + ".log");
        this.environment = new HashMap<>(environment);
        this.environment.put(portKey, Integer.toString(port));
        Runtime.getRuntime().addShutdownHook(new Thread(this::end));
    }

    /** Such as {@code anomaly-service-1}. */
    String name() {
        return name;
    }

    int port() {
        return port;
    }

    /** Starts it; returns at once. */
    void start() {
        Path jar = ROOT.resolve(service).resolve("target/quarkus-app/quarkus-run.jar");
        if (!Files.exists(jar)) {
            throw new IllegalStateException(jar + " is missing: mvn -DskipTests package");
        }
        ProcessBuilder builder = new ProcessBuilder(List.of(
                        Path.of(System.getProperty("java.home"), "bin/java").toString(),
                        "-Xmx128m",
                        "-XX:+UseSerialGC",
                        "-XX:TieredStopAtLevel=1",
                        "-jar",
                        jar.toString()))
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
        builder.environment().keySet().removeIf(key -> key.startsWith("TELLTALE_"));
        builder.environment().putAll(environment);
        try {
            process = builder.start();
        } catch (IOException e) {
            throw new UncheckedIOException(name, e);
        }
    }

    /** Waits until it says that it is ready. */
    void awaitReady() {
        Awaitility.await(name + " to be ready; its log is " + log).atMost(START).until(() -> {
            if (process == null || !process.isAlive()) {
                throw new IllegalStateException(name + " ended:\n" + Files.readString(log));
            }
            return ready();
        });
    }

    /** Ends it with SIGKILL. */
    void kill() {
        end();
    }

    private boolean ready() throws InterruptedException {
        URI health = URI.create("http://127.0.0.1:" + port + "/q/health/ready");
        try {
            return HTTP.send(
                                    HttpRequest.newBuilder(health)
                                            .timeout(Duration.ofSeconds(5))
                                            .build(),
                                    BodyHandlers.discarding())
                            .statusCode()
                    == 200;
        } catch (IOException e) {
            return false;
        }
    }

    private void end() {
        if (process != null) {
            process.destroyForcibly();
            try {
                process.waitFor();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }

    @Override
    public void close() {
        end();
    }
}
