package io.telltale.ingest.deadletter;

import io.telltale.events.DeadLetter;
import io.telltale.events.Names;
import io.telltale.events.Subjects;
import io.telltale.http.Problem;
import jakarta.ws.rs.QueryParam;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Locale;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.jspecify.annotations.Nullable;

/** Which dead letters: what is given must hold, what is left out does not matter. Taken as {@code @BeanParam}. */
public class DeadLetterQuery {

    @QueryParam("stage")
    @Parameter(description = "who parked it: admission, intake, store, alerting, consumer")
    @Nullable
    String stage;

    @QueryParam("reason")
    @Parameter(description = "why, such as malformed-json")
    @Nullable
    String reason;

    @QueryParam("device")
    @Parameter(description = "who sent it")
    @Nullable
    String device;

    @QueryParam("origin")
    @Parameter(description = "the topic or subject it came on; with a * at its end, what it begins with")
    @Nullable
    String origin;

    @QueryParam("since")
    @Parameter(description = "received at this time or later, RFC 3339")
    @Nullable
    String since;

    @QueryParam("until")
    @Parameter(description = "received before this time, RFC 3339")
    @Nullable
    String until;

    @QueryParam("text")
    @Parameter(description = "what the detail or the payload contains; ASCII letters in any case")
    @Nullable
    String text;

    /** For the framework. */
    public DeadLetterQuery() {}

    /** Whether it leaves everything out. */
    boolean isEmpty() {
        return Stream.of(stage, reason, device, origin, since, until, text).allMatch(DeadLetterQuery::blank);
    }

    /**
     * The letters meant.
     *
     * @throws Problem 400 when a time cannot be read
     */
    Predicate<DeadLetter> wanted() {
        Instant from = time("since", since, Instant.MIN);
        Instant to = time("until", until, Instant.MAX);
        String needle = text == null ? "" : text.toLowerCase(Locale.ROOT);
        return letter -> same(stage, letter.stage())
                && same(reason, letter.reason())
                && same(device, letter.device())
                && from(origin, letter.origin())
                && !letter.time().isBefore(from)
                && letter.time().isBefore(to)
                && (needle.isEmpty() || says(letter, needle));
    }

    /** The narrowest subject that has them all, so that the server passes over the others. */
    String subject() {
        return Subjects.deadLetter(token(stage), token(reason));
    }

    private static String token(@Nullable String name) {
        return name != null && Names.valid(name) ? name : "*";
    }

    private static boolean blank(@Nullable String asked) {
        return asked == null || asked.isEmpty();
    }

    private static boolean same(@Nullable String asked, String is) {
        return blank(asked) || is.equals(asked);
    }

    private static boolean from(@Nullable String asked, String is) {
        if (asked == null || asked.isEmpty()) {
            return true;
        }
        return asked.endsWith("*") ? is.startsWith(asked.substring(0, asked.length() - 1)) : is.equals(asked);
    }

    /** Byte by byte, since a payload need not be text. */
    private static boolean says(DeadLetter letter, String needle) {
        String bytes = new String(needle.getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1);
        return letter.detail().toLowerCase(Locale.ROOT).contains(needle)
                || new String(letter.payload(), StandardCharsets.ISO_8859_1)
                        .toLowerCase(Locale.ROOT)
                        .contains(bytes);
    }

    private static Instant time(String field, @Nullable String asked, Instant absent) {
        if (asked == null || asked.isEmpty()) {
            return absent;
        }
        try {
            return Instant.parse(asked);
        } catch (DateTimeParseException e) {
            throw Problem.invalid(field, "is not a time such as 2026-01-31T12:00:00Z");
        }
    }
}
