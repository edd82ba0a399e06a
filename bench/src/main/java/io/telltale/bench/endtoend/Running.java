package io.telltale.bench.endtoend;

import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/**
 * A contender at work. {@link #close} stops every process it started and waits for that; it is called whatever happened, also by a
 * Ctrl-C from another thread.
 */
public sealed interface Running extends AutoCloseable {

    /**
     * Its processes by the name they have in the table, each with its pid as of now. Children count with it, also those that have ended
     * (PostgreSQL's backends). The harness' own JVM and the load generator are added by the harness.
     */
    Map<String, Long> processes();

    @Override
    void close() throws Exception;

    /**
     * Takes MQTT messages: the harness publishes to it, {@code ./telltale sim load}'s messages to {@code
     * telemetry/default/load-N}, N from 1: <code>{"ts":"2026-11-21T10:00:00.000001Z","m0":17,"m1":17}</code>. Each is acknowledged and, where there is a store,
     * ends up in it once.
     */
    non-sealed interface Target extends Running {

        /** Where devices connect; without a login unless {@link #registry} is there. */
        InetSocketAddress mqtt();

        /**
         * Where the readings are, as {@code postgresql://user:password@host:port/database}; empty when nothing is stored.
         * There must be, as tables or views, {@code series(series_id int, tenant text, device text, metric text)} and {@code
         * readings(series_id int, ts timestamptz, value double precision)}; tenant is {@code default}. The series may be written
         * as they come. The harness counts there what is stored, lost and doubled, and looks for readings of 16 devices every 10 ms.
         */
        Optional<String> store();

        /** The environment of {@code ./telltale env} where devices must be registered; empty where anybody may publish. */
        default Map<String, String> registry() {
            return Map.of();
        }
    }

    /** Drives itself: publishes or writes as fast as it goes, in the harness' JVM or in processes of its own. */
    non-sealed interface Mill extends Running {

        /**
         * Works for that long; called first for a short warm-up, then for the measurement. The harness takes time, CPU and
         * memory around it.
         *
         * @return how many readings are done, confirmed by whoever keeps them
         */
        long run(Duration time) throws Exception;
    }
}
