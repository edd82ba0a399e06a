package io.telltale.simulator.chaos;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What was done and what became of it; the JSON of {@code --json}. Counts are readings unless they say otherwise.
 *
 * @param faults a row for each fault, in order; the first is the time before any
 * @param unacknowledged published, neither acknowledged nor refused; may be stored or not
 * @param strangers rows under the run's devices and times that it did not send
 * @param named the first readings that were lost or duplicated
 * @param resent messages sent again because a connection broke before they were acknowledged
 * @param sentAgain messages sent again through the broker though it had acknowledged them
 * @param untried faults that the duration left no time for
 * @param problems every reason why the proof failed; none when it holds
 */
record ChaosReport(
        long seed,
        double seconds,
        List<Row> faults,
        long acknowledged,
        long stored,
        long lost,
        long duplicated,
        long unacknowledged,
        long refused,
        long strangers,
        List<String> named,
        long reconnects,
        long resent,
        long sentAgain,
        AlertAccount alerts,
        DeadLetterAccount deadLetters,
        List<String> untried,
        List<String> problems) {

    /**
     * One fault, or two at a time.
     *
     * @param acknowledged of the readings that were due from its beginning to that of the next one
     * @param recoverMillis see {@link Recovery}; null when it never did, and for the time before any fault
     * @param readyMillis until the processes said they were ready
     */
    record Row(
            String fault,
            long acknowledged,
            long stored,
            long lost,
            long duplicated,
            @Nullable Long recoverMillis,
            @Nullable Long readyMillis) {}
}
