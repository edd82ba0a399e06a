package io.telltale.bench.endtoend;

import io.telltale.bench.durability.Limits;
import io.telltale.bench.peers.MqttLimit;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;

/**
 * The limit of MQTT: what the load generator gets acknowledged by a server that reads, answers and forgets. They share the processors,
 * as in every load.
 */
final class MqttAlone {

    /** Messages a second, more than anybody takes: what is late is published late, and the load lasts as long as it takes. */
    private static final double TOO_MANY = 300_000;

    /** For rows that will not come. */
    private static final Duration PATIENCE = Duration.ofSeconds(1);

    /** For what is published late. */
    private static final Duration LONGEST_WAIT = Duration.ofMinutes(5);

    private MqttAlone() {}

    /** Readings a second. Its database is asked in vain, and stays empty. */
    static double rate(Limits limits, Case what, Duration time) throws IOException, InterruptedException {
        Path folder = limits.folder();
        try (MqttLimit mqtt = MqttLimit.start(folder)) {
            LoadResult load = LoadGenerator.anonymous(folder, mqtt.port(), limits.database(), PATIENCE, LONGEST_WAIT)
                    .load(what, TOO_MANY * what.readingsPerMessage(), time, Map.of())
                    .load();
            return load.acknowledged()
                    * 1000d
                    / Math.max(1, load.times().acknowledged() - load.times().began());
        }
    }
}
