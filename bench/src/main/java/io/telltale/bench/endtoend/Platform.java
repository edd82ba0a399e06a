package io.telltale.bench.endtoend;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.telltale.bench.durability.LocalServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * A platform of the benchmark's own: {@code ./telltale} with a home and ports that nobody else has. One thread; commands block, and an
 * interruption ends the one under way. {@link #close} leaves nothing running.
 */
final class Platform implements AutoCloseable {

    private static final List<String> PORTS = List.of(
            "MQTT", "CONSOLE", "INGEST", "REGISTRY", "TELEMETRY", "ALERTING", "NATS", "DB", "BROKER", "BROKER_GATEWAY");
    private static final ObjectMapper MAPPER = new ObjectMapper();
    private static final int SHOWN = 2_000;
    private static final int LOST_SOME = 1; // what sim load ends with when it says that it did

    private final Path folder;
    private final Map<String, String> settings = new HashMap<>();
    private Map<String, Long> processes = Map.of();

    private Platform(Path folder) throws IOException {
        this.folder = folder;
        settings.put("TELLTALE_HOME", folder.resolve("home").toString());
        settings.put("TELLTALE_DEMO_DEVICES", "0");
        for (String port : PORTS) {
            settings.put("TELLTALE_" + port + "_PORT", Integer.toString(LocalServer.freePort()));
        }
    }

    /** Brings one up with its data in that folder. */
    static Platform up(Path folder) throws IOException, InterruptedException {
        Platform platform = new Platform(folder);
        try {
            platform.telltale("up", "--detach", "--no-build");
            platform.processes = processes(platform.telltale("status", "--json"));
            return platform;
        } catch (IOException | InterruptedException e) {
            platform.close();
            throw e;
        }
    }

    /** What the load generator found, and what everybody had used at moments around it. */
    record Observed(LoadResult load, List<Usage> samples) {}

    /** Lets all connections publish so many readings a second at QoS 1. */
    Observed load(int readingsPerMessage, double rate, Duration time) throws IOException, InterruptedException {
        Path output = folder.resolve("load.json");
        Path progress = folder.resolve("load.log");
        List<String> arguments = List.of(
                "sim",
                "load",
                "--json",
                "--devices=" + Plan.CONNECTIONS,
                "--connections=" + Plan.CONNECTIONS,
                "--qos=1",
                "--readings-per-message=" + readingsPerMessage,
                "--rate=" + Math.round(rate),
                "--duration=" + time.toSeconds() + "s",
                // the load generator's own start is not the platform's latency
                "--warm-up=" + time.toSeconds() / 4 + "s");
        Process process = start(arguments, output, progress);
        Map<String, Long> watched = new HashMap<>(processes);
        watched.put("load generator", process.pid());
        Sampler sampler = new Sampler(watched);
        int status = end(process);
        List<Usage> samples = sampler.stop();
        if (status != 0 && status != LOST_SOME) {
            throw new IOException("sim load ended with " + status + ":\n" + tail(progress));
        }
        return new Observed(MAPPER.readValue(output.toFile(), LoadResult.class), samples);
    }

    private static Map<String, Long> processes(String status) throws IOException {
        Map<String, Long> pids = new HashMap<>();
        for (JsonNode process : MAPPER.readTree(status).path("processes")) {
            String name = process.path("name").asText();
            pids.put(
                    name.equals("timescale") ? "postgresql" : name,
                    process.path("pid").asLong());
        }
        return pids;
    }

    /** {@code ./telltale} with these arguments; what it printed on standard output. */
    private String telltale(String... arguments) throws IOException, InterruptedException {
        Path output = folder.resolve("telltale.out");
        Path said = folder.resolve("telltale.log");
        int status = end(start(List.of(arguments), output, said));
        if (status != 0) {
            throw new IOException(
                    "./telltale " + String.join(" ", arguments) + " ended with " + status + ":\n" + tail(said));
        }
        return Files.readString(output);
    }

    private Process start(List<String> arguments, Path output, Path errors) throws IOException {
        // in a session of its own: a Ctrl-C at the terminal is for us, and we take down in order
        List<String> command = new ArrayList<>(
                List.of("setsid", LocalServer.root().resolve("telltale").toString()));
        command.addAll(arguments);
        ProcessBuilder builder = new ProcessBuilder(command)
                .redirectInput(Path.of("/dev/null").toFile())
                .redirectOutput(output.toFile())
                .redirectError(errors.toFile());
        builder.environment().keySet().removeIf(Platform::isOfAnotherPlatform);
        builder.environment().putAll(settings);
        return builder.start();
    }

    private static boolean isOfAnotherPlatform(String key) {
        return (key.startsWith("TELLTALE_") && !key.equals("TELLTALE_CACHE")) || key.endsWith("_DB_PASSWORD");
    }

    private static int end(Process process) throws InterruptedException {
        try {
            return process.waitFor();
        } catch (InterruptedException e) {
            process.destroy();
            process.waitFor();
            throw e;
        }
    }

    private static String tail(Path log) throws IOException {
        String text = Files.readString(log);
        return text.substring(Math.max(0, text.length() - SHOWN)).strip();
    }

    @Override
    public void close() throws IOException, InterruptedException {
        boolean interrupted = Thread.interrupted(); // taking down is not what was to be interrupted
        telltale("down", "--purge");
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
