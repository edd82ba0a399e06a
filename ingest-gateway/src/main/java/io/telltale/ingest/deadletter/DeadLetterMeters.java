package io.telltale.ingest.deadletter;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.MultiGauge.Row;
import io.micrometer.core.instrument.Tags;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;

/**
 * How many dead letters there are and what is done with them.
 *
 * <p>What lies on the stream is the same for every replica of the gateway: take the maximum over them, not the sum. What was
 * replayed, mended and purged is each replica's own. Stage and reason are tags for the {@value #MOST_ROWS} largest kinds, all
 * others are counted together under {@code other}. Any thread.
 */
@ApplicationScoped
class DeadLetterMeters {

    private static final int MOST_ROWS = 64;
    private static final String OTHER = "other";

    private final MeterRegistry meters;
    private final MultiGauge held;
    private final AtomicLong parked = new AtomicLong();
    private final Counter sent;
    private final Counter refused;
    private final Counter skipped;
    private final Counter mended;
    private final Counter purged;
    private final Counter givenUp;

    DeadLetterMeters(MeterRegistry meters) {
        this.meters = meters;
        held = MultiGauge.builder("ingest.deadletters.held")
                .description("dead letters on the stream")
                .register(meters);
        sent = replays(meters, "replayed");
        refused = replays(meters, "refused");
        skipped = replays(meters, "skipped");
        mended = Counter.builder("ingest.deadletters.mended")
                .description("dead letters mended")
                .register(meters);
        purged = Counter.builder("ingest.deadletters.purged")
                .description("dead letters given up by an admin")
                .register(meters);
        givenUp = Counter.builder("ingest.deadletters.captured")
                .description("messages on which some consumer gave up, made dead letters")
                .register(meters);
    }

    private static Counter replays(MeterRegistry meters, String outcome) {
        return Counter.builder("ingest.deadletters.replayed")
                .tag("outcome", outcome)
                .description("attempts to replay a dead letter")
                .register(meters);
    }

    void replayed(Replay outcome) {
        switch (outcome) {
            case Replay.Sent all -> sent.increment();
            case Replay.Refused again -> refused.increment();
            case Replay.Skipped never -> skipped.increment();
        }
    }

    void mended() {
        mended.increment();
    }

    void purged(int letters) {
        purged.increment(letters);
    }

    void captured() {
        givenUp.increment();
    }

    /** What lies on the stream: letters by subject, and how many were ever put there. */
    void seen(Map<String, Long> bySubject, long everParked) {
        parked.set(everParked);
        // Not before: a gateway that started from zero would seem to have parked all of them at once.
        FunctionCounter.builder("ingest.deadletters.parked", parked, AtomicLong::get)
                .description("dead letters ever parked, by every service")
                .register(meters);
        List<Row<?>> rows = new ArrayList<>();
        List<Map.Entry<String, Long>> largest = bySubject.entrySet().stream()
                .sorted(Map.Entry.<String, Long>comparingByValue().reversed().thenComparing(Map.Entry.comparingByKey()))
                .toList();
        long others = 0;
        for (Map.Entry<String, Long> entry : largest) {
            String[] tokens = entry.getKey().split("\\.", 3);
            if (tokens.length == 3 && rows.size() < MOST_ROWS) {
                rows.add(Row.of(Tags.of("stage", tokens[1], "reason", tokens[2]), entry.getValue()));
            } else {
                others += entry.getValue();
            }
        }
        rows.add(Row.of(Tags.of("stage", OTHER, "reason", OTHER), others));
        held.register(rows, true);
    }
}
