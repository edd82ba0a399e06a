package io.telltale.simulator.deadletters;

import io.telltale.simulator.stack.CannotRunException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.format.DateTimeParseException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Which letters are meant; the options of every command that takes many. */
final class LetterFilter {

    private static final Pattern AGO = Pattern.compile("(\\d{1,6})([smhd])");

    @Option(names = "--stage", paramLabel = "NAME", description = "admission, intake, store, alerting or consumer")
    private @Nullable String stage;

    @Option(names = "--reason", paramLabel = "NAME", description = "such as malformed-json")
    private @Nullable String reason;

    @Option(names = "--device", paramLabel = "NAME", description = "who sent it")
    private @Nullable String device;

    @Option(
            names = "--origin",
            paramLabel = "TOPIC",
            description = "the topic or subject it came on; with a * at its end, what it begins with")
    private @Nullable String origin;

    @Option(
            names = "--since",
            paramLabel = "TIME",
            description = "received then or later: 2h, 7d, 2026-01-31T12:00:00Z")
    private @Nullable String since;

    @Option(names = "--until", paramLabel = "TIME", description = "received before: 5m, 2026-01-31T12:00:00Z")
    private @Nullable String until;

    @Option(names = "--text", paramLabel = "TEXT", description = "what its detail or its payload contains")
    private @Nullable String text;

    /** The query of the API; empty when nothing was said. */
    Map<String, String> query(InstantSource clock) {
        Map<String, String> query = new LinkedHashMap<>();
        put(query, "stage", stage);
        put(query, "reason", reason);
        put(query, "device", device);
        put(query, "origin", origin);
        put(query, "since", since == null ? null : time("--since", since, clock));
        put(query, "until", until == null ? null : time("--until", until, clock));
        put(query, "text", text);
        return query;
    }

    private static void put(Map<String, String> query, String name, @Nullable String value) {
        if (value != null) {
            query.put(name, value);
        }
    }

    private static String time(String option, String text, InstantSource clock) {
        Matcher ago = AGO.matcher(text);
        if (ago.matches()) {
            long amount = Long.parseLong(ago.group(1));
            Duration back =
                    switch (ago.group(2)) {
                        case "s" -> Duration.ofSeconds(amount);
                        case "m" -> Duration.ofMinutes(amount);
                        case "h" -> Duration.ofHours(amount);
                        default -> Duration.ofDays(amount);
                    };
            return clock.instant().minus(back).toString();
        }
        try {
            return Instant.parse(text).toString();
        } catch (DateTimeParseException e) {
            throw new CannotRunException(
                    option + " is no time: '" + text + "'; write 30m, 2h, 7d or 2026-01-31T12:00:00Z", e);
        }
    }
}
