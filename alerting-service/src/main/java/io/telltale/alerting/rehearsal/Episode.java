package io.telltale.alerting.rehearsal;

import io.telltale.alerting.alert.Alert;
import io.telltale.alerting.rule.Severity;
import io.telltale.events.SeriesKey;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * One alert that would have fired.
 *
 * @param alert its last form
 * @param firedAt when it began to fire; after {@code alert.startedAt()} when the rule has a {@code for}
 * @param worst the highest severity it came to
 */
public record Episode(Alert alert, Instant firedAt, Severity worst) {

    /** Whose alert it is. */
    public SeriesKey series() {
        return alert.series();
    }

    /** When it ended; empty when it was still firing at the end of what was read. */
    public Optional<Instant> resolvedAt() {
        return alert.resolvedAt();
    }

    /** How long it fired within a time. */
    public Duration firingWithin(Instant from, Instant to) {
        Instant begin = firedAt.isBefore(from) ? from : firedAt;
        Instant end = resolvedAt().filter(over -> over.isBefore(to)).orElse(to);
        return begin.isBefore(end) ? Duration.between(begin, end) : Duration.ZERO;
    }

    /** Whether both fired at some moment, the end of each not counted. */
    boolean overlaps(Episode other) {
        return other.resolvedAt().map(firedAt::isBefore).orElse(true)
                && resolvedAt().map(other.firedAt::isBefore).orElse(true);
    }

    /** Whether both began and ended at the same moments, as badly. */
    boolean sameAs(Episode other) {
        return firedAt.equals(other.firedAt) && resolvedAt().equals(other.resolvedAt()) && worst == other.worst;
    }
}
