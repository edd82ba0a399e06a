package io.telltale.alerting.api;

import io.telltale.alerting.alert.Acknowledgement;
import io.telltale.http.Problem;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** What is said when an alert is taken on. */
@Schema(name = "NewAcknowledgement")
record NewAcknowledgement(
        @Schema(
                description =
                        "when it ends by itself, at most 366 days from now; left out: until the alert is resolved")
        @Nullable
        Instant until,

        @Schema(maxLength = NewAcknowledgement.LONGEST_COMMENT) @Nullable
        String comment) {

    private static final int LONGEST_COMMENT = 1000;
    private static final Duration LONGEST = Duration.ofDays(366);

    Acknowledgement said(String by, Instant now) {
        if (until != null && (!until.isAfter(now) || until.isAfter(now.plus(LONGEST)))) {
            throw Problem.invalid("until", "must lie within the next 366 days");
        }
        if (comment != null && comment.length() > LONGEST_COMMENT) {
            throw Problem.invalid("comment", "must have at most " + LONGEST_COMMENT + " characters");
        }
        return new Acknowledgement(
                by,
                now,
                Optional.ofNullable(until).map(u -> u.truncatedTo(ChronoUnit.MICROS)),
                Optional.ofNullable(comment).map(String::strip).filter(c -> !c.isEmpty()));
    }
}
