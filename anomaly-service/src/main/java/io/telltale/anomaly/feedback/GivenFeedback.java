package io.telltale.anomaly.feedback;

import io.telltale.http.FieldError;
import io.telltale.http.Problem;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * The body of a feedback.
 *
 * @param comment why, for whoever reads it later
 */
public record GivenFeedback(
        @Schema(
                required = true,
                enumeration = {"noise", "right"},
                examples = "noise")
        @Nullable
        String verdict,

        @Schema(maxLength = LONGEST_COMMENT, examples = "the door was open") @Nullable
        String comment) {

    private static final int LONGEST_COMMENT = 500;

    /**
     * The same, checked.
     *
     * @throws Problem 400 naming the fields
     */
    Opinion by(String subject) {
        Optional<Verdict> known = Optional.ofNullable(verdict).flatMap(Verdict::of);
        Optional<String> said = Optional.ofNullable(comment).map(String::strip).filter(text -> !text.isEmpty());
        List<FieldError> errors = new ArrayList<>();
        if (known.isEmpty()) {
            errors.add(new FieldError("verdict", "must be noise or right"));
        }
        if (said.isPresent() && said.get().length() > LONGEST_COMMENT) {
            errors.add(new FieldError("comment", "must have at most " + LONGEST_COMMENT + " characters"));
        }
        if (!errors.isEmpty()) {
            throw Problem.invalid(errors);
        }
        return new Opinion(known, said, subject);
    }
}
