package io.telltale.testkit;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * The packaged service of the module under test ({@code target/quarkus-app}) as a process of its own, so that it can be killed and frozen
 * like one. For integration tests, which run after packaging. For one thread at a time.
 */
public final class ServiceProcess implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(90);
    private static final Duration ANSWER = Duration.ofSeconds(30);
    private static final HttpClient HTTP = HttpClient.newHttpClient();

    private final Map<String, String> environment;
    private final int port;
    private final Path log;
    private Process process;

    private ServiceProcess(String portVariable, Map<String, String> environment) throws IOException {
        this.port = FreePort.choose();
        this.environment = new HashMap<>(environment);
        this.environment.put(portVariable, Integer.toString(port));
        this.environment.put("TELLTALE_TOKEN_PUBLIC_KEY", TestTokens.publicKey().toString());
        this.log = Files.createTempFile("service", ".log");
        this.log.toFile().deleteOnExit();
        this.process = spawn();
    }

    /**
     * Starts it on a free port; returns at once.
     *
     * @param portVariable the variable that sets its HTTP port
     */
    public static ServiceProcess spawn(String portVariable, Map<String, String> environment) {
        try {
            return new ServiceProcess(portVariable, environment);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Waits until it says that it is ready; fails with its log when it ends instead. */
    public ServiceProcess awaitReady() {
        await("the service to be ready, see " + log)
                .atMost(PATIENCE)
                .pollInterval(Duration.ofMillis(100))
                .until(() -> !process.isAlive() || ready());
        if (!process.isAlive()) {
            throw new IllegalStateException("the service ended:\n" + log());
        }
        return this;
    }

    /** Kills it with SIGKILL and waits until it is gone. */
    public void kill() {
        process.destroyForcibly();
        end();
    }

    /** Starts it again after {@link #kill}, same environment and port; returns at once. */
    public void restart() {
        process = spawn();
    }

    /** Stops it where it stands, with SIGSTOP. */
    public void freeze() {
        ServersScript.signal("STOP", process.pid());
    }

    /** Lets it go on. */
    public void thaw() {
        ServersScript.signal("CONT", process.pid());
    }

    /** Whether it says that it is ready; not when it does not answer. */
    public boolean ready() {
        return get("/q/health/ready")
                .filter(answer -> answer.statusCode() == 200)
                .isPresent();
    }

    /** A GET as an admin; empty when there is no answer. */
    public Optional<HttpResponse<String>> get(String path) {
        return send(request(path));
    }

    /** A POST of JSON as an admin; empty when there is no answer. */
    public Optional<HttpResponse<String>> post(String path, String json) {
        return send(request(path)
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(json)));
    }

    /** The sum of a metric over all its tags, as Prometheus spells it. */
    public double metric(String name) {
        return get("/q/metrics")
                .map(HttpResponse::body)
                .orElse("")
                .lines()
                .filter(line -> line.startsWith(name + " ") || line.startsWith(name + "{"))
                .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
                .sum();
    }

    /** What it wrote so far. */
    public String log() {
        try {
            return Files.readString(log);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        process.destroyForcibly();
        end();
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                .timeout(ANSWER)
                .header("Authorization", "Bearer " + TestTokens.admin("default"));
    }

    private static Optional<HttpResponse<String>> send(HttpRequest.Builder request) {
        try {
            return Optional.of(HTTP.send(request.build(), BodyHandlers.ofString()));
        } catch (IOException e) {
            return Optional.empty();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private Process spawn() {
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        String jar = Path.of("target", "quarkus-app", "quarkus-run.jar")
                .toAbsolutePath()
                .toString();
        ProcessBuilder builder = new ProcessBuilder(
                        Arrays.asList(java, "-Xmx192m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-jar", jar))
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
                throw new IllegalStateException("process " + process.pid() + " outlived SIGKILL");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
