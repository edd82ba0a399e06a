package io.telltale.anomaly.store;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Which anomaly: at most one has that series and instant. Written as {@code 17-1772366901000000}, in microseconds since the
 * epoch; the id of its event has {@code anomaly-} before that.
 */
public record AnomalyId(int seriesId, Instant time) {

    private static final Pattern WRITTEN = Pattern.compile("(?:anomaly-)?(\\d{1,9})-(-?\\d{1,17})");

    /** Reads what {@link #toString} wrote, or the id of the anomaly's event; empty when it is neither. */
    public static Optional<AnomalyId> parse(String text) {
        Matcher id = WRITTEN.matcher(text);
        if (!id.matches()) {
            return Optional.empty();
        }
        Instant time = Instant.EPOCH.plus(Long.parseLong(id.group(2)), ChronoUnit.MICROS);
        return Optional.of(new AnomalyId(Integer.parseInt(id.group(1)), time));
    }

    @Override
    public String toString() {
        return seriesId + "-" + ChronoUnit.MICROS.between(Instant.EPOCH, time);
    }
}
