package io.telltale.bench.endtoend;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.telltale.bench.durability.LocalServer;
import io.telltale.bench.endtoend.Case.FrontDoor;
import io.telltale.bench.endtoend.LoadGenerator.Observed;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * A platform of the benchmark's own: {@code ./telltale} with a home and ports that nobody else has. One thread; commands block, and an
 * interruption ends the one under way. {@link #close} leaves nothing running.
 */
public final class Platform implements AutoCloseable {

    private static final List<String> PORTS = List.of(
            "MQTT", "CONSOLE", "INGEST", "REGISTRY", "TELEMETRY", "ALERTING", "NATS", "DB", "BROKER", "BROKER_GATEWAY");

    /** A tenant may have 100,000, which 10,000 devices have already, and alarms come beside. */
    private static final String ROOM_FOR_SERIES = "200000";

    private static final ObjectMapper MAPPER = new ObjectMapper();

    private final Telltale telltale;
    private final LoadGenerator generator;
    private Map<String, Long> processes = Map.of();

    private Platform(Path folder, Map<String, String> more) throws IOException {
        Map<String, String> settings = new HashMap<>(more);
        settings.put("TELLTALE_HOME", folder.resolve("home").toString());
        settings.put("TELLTALE_DEMO_DEVICES", "0");
        for (String port : PORTS) {
            settings.put("TELLTALE_" + port + "_PORT", Integer.toString(LocalServer.freePort()));
        }
        telltale = new Telltale(folder, settings);
        generator = new LoadGenerator(telltale, List.of("--keep-devices"));
    }

    /** Brings one up with that front door and its data in that folder. */
    static Platform up(Path folder, FrontDoor frontDoor) throws IOException, InterruptedException {
        return up(
                folder,
                Map.of("TELLTALE_FRONT_DOOR", frontDoor.word(), "TELLTALE_ANOMALY_SERIES_PER_TENANT", ROOM_FOR_SERIES));
    }

    /** The same with other settings, such as {@code TELLTALE_JAVA_OPTIONS}. */
    public static Platform up(Path folder, Map<String, String> more) throws IOException, InterruptedException {
        Platform platform = new Platform(folder, more);
        try {
            platform.telltale.run("up", "--detach", "--no-build");
            platform.processes = processes(platform.telltale.run("status", "--json"));
            return platform;
        } catch (IOException | InterruptedException e) {
            platform.close();
            throw e;
        }
    }

    /** Lets the case's devices publish so many readings a second. */
    Observed load(Case what, double rate, Duration time) throws IOException, InterruptedException {
        return generator.load(what, rate, time, processes);
    }

    /** A few alarms a second beside the load that is run meanwhile. */
    Alarms alarmsBeside(Duration load) throws IOException {
        return Alarms.beside(telltale, generator.progress(), load);
    }

    /** Its command line. */
    public Telltale telltale() {
        return telltale;
    }

    /** Its processes by name, as they were when it came up. */
    public Map<String, Long> processes() {
        return processes;
    }

    /** The process of that name now. */
    public long pid(String name) throws IOException, InterruptedException {
        Long pid = processes(telltale.run("status", "--json")).get(name);
        if (pid == null) {
            throw new IOException(name + " does not run");
        }
        return pid;
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

    @Override
    public void close() throws IOException, InterruptedException {
        boolean interrupted = Thread.interrupted(); // taking down is not what was to be interrupted
        telltale.run("down", "--purge");
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
