package io.telltale.alerting.rehearsal;

import io.telltale.alerting.rule.Glob;
import io.telltale.events.ReadingBatch;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;

/** What was stored. Blocks; any thread. Fails with {@link HistoryException}. */
public interface History {

    /**
     * Which part of it.
     *
     * @param token the bearer token of whoever asks
     * @param metrics patterns; a series of any of them
     * @param from inclusive
     * @param to exclusive
     */
    record Part(String tenant, String token, Set<Glob> metrics, Glob device, Instant from, Instant to) {}

    /** Hands over all readings in the order of time, a batch at a time. */
    void readings(Part part, Consumer<ReadingBatch> reader);

    /** All findings of the detectors in the order of time. */
    List<Finding> findings(Part part);
}
