package io.telltale.alerting.delivery;

import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.Optional;

/** What an attempt to deliver came to: the one place that reads a receiver's answer. */
sealed interface HttpVerdict {

    /** 2xx: done. */
    record Accepted(int status) implements HttpVerdict {}

    /** 410: the receiver wants nothing any more. */
    record Gone() implements HttpVerdict {

        static final int STATUS = 410;
        static final String REASON = "the receiver answered 410 Gone";
    }

    /**
     * Any other answer, redirects too: try again later.
     *
     * @param retryAfter how long the receiver asked to be left alone
     */
    record Rejected(int status, String excerpt, Optional<Duration> retryAfter) implements HttpVerdict {}

    /** No answer: refused address, no connection, no time left. */
    record Unreachable(String reason) implements HttpVerdict {}

    /** Longest that a receiver may ask to be left alone. */
    Duration MAX_RETRY_AFTER = Duration.ofHours(24);

    /**
     * Judges an answer.
     *
     * @param excerpt the beginning of its body
     * @param retryAfter the header {@code Retry-After}, in seconds or as an HTTP date; one that is neither is passed over
     */
    static HttpVerdict of(int status, String excerpt, Optional<String> retryAfter, Instant now) {
        if (status >= 200 && status < 300) {
            return new Accepted(status);
        }
        if (status == Gone.STATUS) {
            return new Gone();
        }
        return new Rejected(status, excerpt, retryAfter.flatMap(value -> wait(value.strip(), now)));
    }

    private static Optional<Duration> wait(String retryAfter, Instant now) {
        try {
            Duration wait = retryAfter.chars().allMatch(c -> c >= '0' && c <= '9')
                    ? Duration.ofSeconds(Long.parseLong(retryAfter))
                    : Duration.between(now, ZonedDateTime.parse(retryAfter, DateTimeFormatter.RFC_1123_DATE_TIME));
            if (wait.isNegative()) {
                return Optional.empty();
            }
            return Optional.of(wait.compareTo(MAX_RETRY_AFTER) > 0 ? MAX_RETRY_AFTER : wait);
        } catch (NumberFormatException | DateTimeParseException e) {
            return Optional.empty();
        }
    }
}
