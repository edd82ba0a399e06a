package io.telltale.anomaly.feedback;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What was said of a finding, and what that did to the threshold.
 *
 * @param id grows from step to step
 * @param anomaly the finding it was said of
 * @param time when the finding's reading was measured
 * @param score the finding's
 * @param detector the finding's
 * @param verdict {@code noise}, {@code right} or {@code withdrawn}
 * @param by who said it
 * @param at when they did
 * @param from the threshold before
 * @param to the threshold after
 * @param why one sentence for people
 */
public record Step(
        long id,
        String anomaly,
        Instant time,
        double score,
        String detector,
        String verdict,
        @Nullable String comment,
        String by,
        Instant at,
        double from,
        double to,
        String why) {

    boolean moved() {
        return from != to;
    }

    Scope scope() {
        return Scope.of(detector);
    }
}
