package io.telltale.alerting.absence;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A clock that runs only while somebody listens: silence is what it counts, so an outage of NATS, of the database or of this
 * service, and a backlog that has to be read, are no silence of the devices'.
 *
 * <p>It is told moments up to which everything is known to have been heard. Between two of them that follow each other closely
 * it has run; after a gap it stands for a grace, in which those who were kept from talking get their word in. For one thread;
 * knows no other clock than the moments it is told.
 */
final class ListeningClock {

    private final Duration longestStep;
    private final Duration grace;
    private @Nullable Instant through;
    private Duration settling = Duration.ZERO;
    private long micros;

    /**
     * A clock that stands.
     *
     * @param micros what it shows
     * @param longestStep moments further apart than that are a gap
     * @param grace how long it stands after a gap
     */
    ListeningClock(long micros, Duration longestStep, Duration grace) {
        this.micros = micros;
        this.longestStep = longestStep;
        this.grace = grace;
    }

    /** Everything up to {@code moment} has been heard. */
    void heardThrough(Instant moment) {
        Instant before = through;
        through = moment;
        if (before == null) {
            settling = grace;
            return;
        }
        Duration step = Duration.between(before, moment);
        if (step.isNegative() || step.compareTo(longestStep) > 0) {
            settling = grace;
        } else if (step.compareTo(settling) <= 0) {
            settling = settling.minus(step);
        } else {
            micros += step.minus(settling).toNanos() / 1_000;
            settling = Duration.ZERO;
        }
    }

    /** Nobody listens. */
    void interrupted() {
        through = null;
    }

    /** How long has been listened, microseconds. */
    long micros() {
        return micros;
    }

    /** Whether it runs. */
    boolean running() {
        return through != null && settling.isZero();
    }
}
