package io.telltale.simulator.endtoend;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.restassured.path.json.JsonPath;
import io.telltale.simulator.endtoend.LocalStack.Outcome;
import io.telltale.simulator.endtoend.Platform.Device;
import io.telltale.testkit.WebhookReceiver;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * The database stands still under load: devices are acknowledged on, the backlog shows, no process grows out of its bounds,
 * and when it goes on everything drains while fresh readings still raise their alerts.
 */
class StoreDownIT {

    private static final List<String> READERS = List.of("anomaly-service", "alerting-service");
    private static final Duration DOWN = Duration.ofSeconds(20);
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final Duration NOTIFIED = Duration.ofSeconds(10);
    /** What a JVM of ours needs beside its heap: classes, code, threads, buffers. */
    private static final long OVERHEAD_BYTES = 256L << 20;

    private static final Pattern HEAP = Pattern.compile("-Xmx(\\d+)m");

    private LocalStack stack;
    private Platform platform;
    private WebhookReceiver receiver;

    @BeforeEach
    void up() throws IOException {
        receiver = new WebhookReceiver();
        stack = LocalStack.up("listener");
        platform = new Platform(stack);
    }

    @AfterEach
    void down() {
        stack.close();
        receiver.close();
    }

    @Test
    void acknowledgesOnShowsTheBacklogStaysInBoundsAndDrainsWithoutDelayingFreshAlerts() {
        Device fresh = platform.register("fresh");
        platform.asOperator()
                .body(Map.of("url", receiver.url().toString()))
                .post("/webhooks")
                .then()
                .statusCode(201);
        platform.asOperator().body("""
                        {"name": "hot", "kind": "threshold", "severity": "critical",
                         "selector": {"device": "fresh", "metric": "temperature"},
                         "condition": {"operator": ">", "value": 90, "clear": 80}}""").post("/rules").then().statusCode(201);
        JsonPath processes = status();
        CompletableFuture<Outcome> load = CompletableFuture.supplyAsync(() -> stack.run(
                "sim",
                "load",
                "--json",
                "--devices=100",
                "--rate=2000",
                "--readings-per-message=4",
                "--duration=35s",
                "--patience=60s"));
        await().atMost(PATIENCE)
                .until(() -> metric(processes, "anomaly-service", "anomaly_readings_processed_total") > 4_000);

        stack.freeze("timescale");
        long frozenAt = System.nanoTime();
        double before = metric(processes, "ingest-gateway", "ingest_readings_relayed_total");
        for (String reader : READERS) {
            await().atMost(DOWN).until(() -> readiness(processes, reader) == 503);
        }
        await().atMost(DOWN.multipliedBy(2)).until(() -> System.nanoTime() - frozenAt > DOWN.toNanos());
        assertThat(metric(processes, "ingest-gateway", "ingest_readings_relayed_total"))
                .isGreaterThan(before + 10_000);
        assertThat(metric(processes, "anomaly-service", "telltale_shards_pending"))
                .isPositive();
        assertThat(metric(processes, "anomaly-service", "telltale_shards_backlog_age_seconds"))
                .isGreaterThan(10);
        assertBounded(status());

        stack.thaw("timescale");
        platform.publish(fresh, "5", "telemetry/default/fresh/temperature", "95");
        await().atMost(NOTIFIED).until(() -> receiver.types().equals(List.of("alert.firing")));

        Outcome loaded = load.join();
        assertThat(loaded.status()).as(loaded.output()).isZero();
        for (String reader : READERS) {
            await().atMost(PATIENCE).until(() -> readiness(processes, reader) == 200);
        }
        await().atMost(PATIENCE).until(() -> metric(processes, "anomaly-service", "telltale_shards_pending") == 0);
        assertThat(metric(processes, "anomaly-service", "telltale_shards_backlog_age_seconds"))
                .isZero();
        assertBounded(status());
        assertThat(receiver.types()).containsExactly("alert.firing");
    }

    private JsonPath status() {
        return new JsonPath(stack.run("status", "--json").output());
    }

    /** Every service's resident memory is at most its heap's bound and what a JVM needs beside it. */
    private static void assertBounded(JsonPath status) {
        List<Map<String, Object>> all = status.getList("processes");
        long services = all.stream()
                .filter(process -> process.get("pid") != null && bounded(process))
                .count();
        assertThat(services).isEqualTo(5);
    }

    private static boolean bounded(Map<String, Object> process) {
        Matcher heap = HEAP.matcher(commandLine(process.get("pid")));
        if (!heap.find()) {
            return false;
        }
        long resident = ((Number) process.get("memoryBytes")).longValue();
        assertThat(resident)
                .as("resident memory of %s", process.get("name"))
                .isLessThan((Long.parseLong(heap.group(1)) << 20) + OVERHEAD_BYTES);
        return true;
    }

    private static String commandLine(Object pid) {
        try {
            return Files.readString(Path.of("/proc", pid.toString(), "cmdline")).replace('\0', ' ');
        } catch (IOException e) {
            throw new IllegalStateException("process " + pid + " is gone", e);
        }
    }

    private static int readiness(JsonPath processes, String service) {
        return given().get(url(processes, service) + "/q/health/ready").statusCode();
    }

    private static double metric(JsonPath processes, String service, String name) {
        return given().get(url(processes, service) + "/q/metrics")
                .asString()
                .lines()
                .filter(line -> line.startsWith(name + " ") || line.startsWith(name + "{"))
                .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
                .sum();
    }

    private static String url(JsonPath processes, String service) {
        return "http://127.0.0.1:" + processes.getInt("processes.find { it.name == '" + service + "' }.port");
    }
}
