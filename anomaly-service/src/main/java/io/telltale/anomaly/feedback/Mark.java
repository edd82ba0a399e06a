package io.telltale.anomaly.feedback;

import io.telltale.anomaly.store.AnomalyId;
import java.time.Instant;
import java.util.Optional;

/**
 * One row of feedback.
 *
 * @param id grows with the order in which things were said
 * @param finding what it was said of
 * @param score the finding's
 * @param detector the finding's
 * @param verdict empty when what was said before is withdrawn
 * @param by whose token it was
 * @param at when it was said
 */
record Mark(
        long id,
        AnomalyId finding,
        double score,
        String detector,
        Optional<Verdict> verdict,
        Optional<String> comment,
        String by,
        Instant at) {

    /** As the API names it. */
    String label() {
        return verdict.map(Verdict::label).orElse("withdrawn");
    }
}
