package io.telltale.alerting.mute;

import java.time.Instant;
import java.util.List;
import java.util.Locale;

/**
 * That an alert is not told now, and why.
 *
 * @param by ids of the silences or of the inhibiting alerts; none for flapping
 * @param until when to look again at the latest; it may end earlier
 */
public record Mute(Kind kind, List<String> by, Instant until) {

    /** What mutes. */
    public enum Kind {
        /** Somebody asked for silence. */
        SILENCED,
        /** An alert that explains it fires. */
        INHIBITED,
        /** It comes and goes too often. */
        FLAPPING;

        /** Its name in the database, in the history and on the API. */
        public String wire() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    public Mute {
        by = List.copyOf(by);
    }
}
