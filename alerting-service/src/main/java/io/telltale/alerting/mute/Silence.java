package io.telltale.alerting.mute;

import io.telltale.alerting.routing.InvalidRoutingException;
import io.telltale.alerting.routing.Matcher;
import io.telltale.alerting.routing.TimeInterval;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;

/**
 * What nobody wants to hear of for a while. Alerts that it matches go on; only telling them waits for its end.
 *
 * @param matchers all of them must match; at least one does not match the empty value
 * @param startsAt from then on
 * @param endsAt until before then
 * @param schedule within that, only at these times: a maintenance window that recurs; none means all the time
 */
public record Silence(
        UUID id,
        String tenant,
        List<Matcher> matchers,
        Instant startsAt,
        Instant endsAt,
        List<TimeInterval> schedule,
        String createdBy,
        String comment) {

    private static final int MAX_MATCHERS = 32;
    private static final int MAX_COMMENT = 2_000;
    private static final Duration LONGEST = Duration.ofDays(3_660);

    /** Where it is in its life. */
    public enum Status {
        /** It has not begun. */
        PENDING,
        /** It is in force, at the times of its schedule. */
        ACTIVE,
        /** It is over. */
        EXPIRED;

        /** Its name on the API. */
        public String wire() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    public Silence {
        matchers = List.copyOf(matchers);
        schedule = List.copyOf(schedule);
        if (matchers.isEmpty() || matchers.size() > MAX_MATCHERS) {
            throw new InvalidRoutingException("matchers", "must be 1 to " + MAX_MATCHERS);
        }
        if (Matcher.all(matchers, Map.of())) {
            throw new InvalidRoutingException("matchers", "must not all match the empty value: that is every alert");
        }
        if (endsAt.isBefore(startsAt) || Duration.between(startsAt, endsAt).compareTo(LONGEST) > 0) {
            throw new InvalidRoutingException("endsAt", "must not be before startsAt, nor ten years after it");
        }
        if (comment.isBlank() || comment.length() > MAX_COMMENT) {
            throw new InvalidRoutingException("comment", "must have 1 to " + MAX_COMMENT + " characters");
        }
    }

    /** Where it is in its life. */
    public Status status(Instant now) {
        if (now.isBefore(startsAt)) {
            return Status.PENDING;
        }
        return now.isBefore(endsAt) ? Status.ACTIVE : Status.EXPIRED;
    }

    /** Whether it is in force. */
    public boolean inForce(Instant now) {
        return status(now) == Status.ACTIVE && (schedule.isEmpty() || TimeInterval.any(schedule, now));
    }

    /** Whether it is about alerts with these labels. */
    public boolean matches(Map<String, String> labels) {
        return Matcher.all(matchers, labels);
    }

    /** While it is in force: when to look whether it still is. */
    public Instant until(Instant now) {
        Instant change = schedule.isEmpty() ? endsAt : TimeInterval.nextChange(schedule, now);
        return change.isBefore(endsAt) ? change : endsAt;
    }
}
