package io.telltale.alerting.api;

import io.telltale.alerting.store.Comments;
import io.telltale.http.Problem;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** What somebody said of an alert. */
@Schema(name = "Comment")
record CommentJson(UUID id, Instant at, String by, String text) {

    private static final int LONGEST = 4000;

    static CommentJson of(Comments.Comment comment) {
        return new CommentJson(comment.id(), comment.at(), comment.by(), comment.text());
    }

    /** What is to be said. */
    @Schema(name = "NewComment")
    record New(
            @Schema(required = true, maxLength = LONGEST) @Nullable
            String text) {

        Comments.Comment said(String by, Instant now) {
            String words = text == null ? "" : text.strip();
            if (words.isEmpty() || words.length() > LONGEST) {
                throw Problem.invalid("text", "must have 1 to " + LONGEST + " characters");
            }
            return new Comments.Comment(UUID.randomUUID(), now.truncatedTo(ChronoUnit.MICROS), by, words);
        }
    }
}
