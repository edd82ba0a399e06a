package io.telltale.simulator.load;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import java.util.List;
import java.util.Map;

/**
 * What a run did and what became of it; the JSON of {@code --json}. Counts are readings unless they say messages; latencies are
 * milliseconds from the moment a message was due.
 *
 * @param scheduled readings that were due
 * @param refusedMessages by MQTT reason code
 * @param resentMessages sent again after a broken connection
 * @param reconnects connections that broke and came back
 * @param achievedRate readings published a second
 * @param times when it began, was acknowledged and stored
 * @param storedTenths median publish to stored of the readings due in each tenth of the run, warm-up too; a backlog that grows
 *     shows as growing numbers; -1 where none was seen
 * @param storeSettled false when the store was still growing, or short of what was acknowledged, when patience ended
 * @param publishToStoredResolution how much too long a publish-to-stored latency can be, see the README
 * @param interrupted whether the user ended the run early
 */
record LoadReport(
        Run run,
        long scheduled,
        @JsonUnwrapped Reconciliation.Tally tally,
        Map<String, Long> refusedMessages,
        long resentMessages,
        long reconnects,
        double achievedRate,
        Times times,
        LatencyRecorder.Latency publishToAcknowledged,
        LatencyRecorder.Latency publishToStored,
        List<Double> storedTenths,
        double publishToStoredResolution,
        boolean storeSettled,
        boolean interrupted) {

    /**
     * Moments in milliseconds since 1970, so that others can measure beside the run.
     *
     * @param began the first message was due
     * @param acknowledged nothing was outstanding any more, or patience ended
     * @param stored when the store was asked for the count that first had all that is stored; it is asked 0.1 s after the watched
     *     series were complete, and then every 250 ms or less often
     */
    record Times(long began, long acknowledged, long stored) {}

    /** The run as it was asked for. */
    record Run(
            int devices,
            double rate,
            double durationSeconds,
            int qos,
            int metrics,
            int readingsPerMessage,
            int connections,
            String frontDoor,
            String mqtt) {

        static Run of(LoadPlan plan) {
            return new Run(
                    plan.devices(),
                    plan.traffic().rate(),
                    plan.traffic().duration().toMillis() / 1000d,
                    plan.access().qos(),
                    plan.traffic().metrics(),
                    plan.readingsPerMessage(),
                    plan.connections(),
                    plan.access().frontDoor().name(),
                    plan.access().five() ? "5" : "3.1.1");
        }
    }
}
