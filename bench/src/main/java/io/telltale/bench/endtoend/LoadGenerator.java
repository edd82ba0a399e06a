package io.telltale.bench.endtoend;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.telltale.bench.durability.TelemetryDatabase;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The simulator's {@code sim load}: the same for the platform, for peers and for limits. One thread; an interruption ends it.
 *
 * @param command with the settings that say where to publish and where to count
 * @param options beyond those that every load has
 */
record LoadGenerator(Telltale command, List<String> options) {

    private static final ObjectMapper MAPPER = new ObjectMapper();
    private static final int LOST_SOME = 1; // what sim load ends with when it says that it did

    LoadGenerator {
        options = List.copyOf(options);
    }

    /** For a broker that lets everybody publish, and a database with {@code series} and {@code readings}. */
    static LoadGenerator anonymous(
            Path folder, int mqttPort, TelemetryDatabase database, Duration patience, Duration longestWait)
            throws IOException {
        Map<String, String> settings = Map.of(
                "TELLTALE_HOME", folder.resolve("home").toString(),
                "TELLTALE_MQTT_HOST", "127.0.0.1",
                "TELLTALE_MQTT_PORT", String.valueOf(mqttPort),
                "TELLTALE_DB_URL", database.url(),
                "TELLTALE_OPERATOR_TOKEN", "none");
        return new LoadGenerator(
                new Telltale(folder, settings),
                List.of("--anonymous", "--patience=" + patience, "--longest-wait=" + longestWait));
    }

    /** What the load generator found, and what everybody had used at moments around it. */
    record Observed(LoadResult load, List<Usage> samples) {}

    /** Of so long a load the latencies of the beginning do not count: the load generator's own start is not the platform's. */
    static Duration warmUp(Duration time) {
        return time.dividedBy(4);
    }

    /** What it says of how far it is. */
    Path progress() {
        return command.folder().resolve("load.log");
    }

    /** Lets the case's connections publish so many readings a second, and looks at these processes meanwhile. */
    Observed load(Case what, double rate, Duration time, Map<String, Long> processes)
            throws IOException, InterruptedException {
        Path output = command.folder().resolve("load.json");
        List<String> arguments = new ArrayList<>(List.of("sim", "load", "--json"));
        arguments.addAll(what.arguments());
        arguments.add("--rate=" + Math.round(rate));
        arguments.add("--duration=" + time);
        arguments.add("--warm-up=" + warmUp(time));
        arguments.addAll(options);
        Process process = command.start(arguments, output, progress());
        Map<String, Long> watched = new HashMap<>(processes);
        watched.put("load generator", process.pid());
        Sampler sampler = new Sampler(watched);
        int status = Telltale.end(process);
        List<Usage> samples = sampler.stop();
        if (status != 0 && status != LOST_SOME) {
            throw new IOException("sim load ended with " + status + ":\n" + Telltale.tail(progress()));
        }
        return new Observed(MAPPER.readValue(output.toFile(), LoadResult.class), samples);
    }
}
