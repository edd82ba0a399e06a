package io.telltale.alerting.absence;

import java.time.Duration;

/**
 * How exactly silence is measured: not every reading is noted in the database, but one of each while of the length of silence
 * that matters. Silence is told by that much later, never earlier.
 */
final class Slack {

    private static final Duration LEAST = Duration.ofSeconds(4);
    private static final int PART = 8;

    private Slack() {}

    /** By how much silence of that length is told late at most. */
    static Duration of(Duration silence) {
        Duration part = silence.dividedBy(PART);
        return part.compareTo(LEAST) > 0 ? part : LEAST;
    }

    /** How far apart readings are noted, so that silence of that length is told in time. */
    static Duration between(Duration silence) {
        return of(silence).dividedBy(2);
    }
}
