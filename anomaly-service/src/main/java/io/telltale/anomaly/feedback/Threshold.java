package io.telltale.anomaly.feedback;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Optional;

/**
 * From which score on a series' findings are reported, and why.
 *
 * @param score 0 to 1
 * @param since when operators' verdicts moved it there; empty when it is the standard one
 * @param why one sentence for people
 */
public record Threshold(double score, Optional<Instant> since, String why) {

    static Threshold standard(double score) {
        return new Threshold(score, Optional.empty(), "the standard for every series");
    }

    /** Whether a finding with that score is reported. */
    public boolean reports(double finding) {
        return finding >= score;
    }

    /** What a finding's reason says of it beyond its own; nothing for the standard one. */
    public String remark() {
        return since.map(at -> "; reported from " + ThresholdRule.number(score) + " on since "
                        + LocalDate.ofInstant(at, ZoneOffset.UTC) + " by operators' feedback")
                .orElse("");
    }
}
