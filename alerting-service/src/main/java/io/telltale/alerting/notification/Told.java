package io.telltale.alerting.notification;

import io.telltale.alerting.alert.Alert;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/**
 * One alert as a notification tells it.
 *
 * @param firing whether it still fires
 * @param labels everything that routing, silences and receivers see of it
 * @param endsAt when it ended; empty while it fires
 * @param fingerprint names its labels as Prometheus does, see {@link Fingerprint}
 */
public record Told(
        Alert alert,
        boolean firing,
        Map<String, String> labels,
        Map<String, String> annotations,
        Instant startsAt,
        Optional<Instant> endsAt,
        String fingerprint) {

    public Told {
        labels = Map.copyOf(labels);
        annotations = Map.copyOf(annotations);
    }

    /** {@code firing} or {@code resolved}. */
    public String status() {
        return firing ? "firing" : "resolved";
    }
}
