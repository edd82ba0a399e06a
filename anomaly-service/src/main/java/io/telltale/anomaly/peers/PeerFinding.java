package io.telltale.anomaly.peers;

import io.telltale.anomaly.detect.Severity;
import io.telltale.anomaly.store.AnomalyRow;
import io.telltale.events.AnomalyFound;
import io.telltale.events.CloudEvent;
import io.telltale.events.SeriesKey;
import io.telltale.events.Subjects;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/** A departure as row and as event, like every other finding. */
final class PeerFinding {

    /** How it is called in tables, events and the API. */
    static final String DETECTOR = "peer-deviation";

    private static final String SOURCE = "/anomaly-service";

    private PeerFinding() {}

    /** At the last microsecond of the window, where the device itself hardly ever has a reading. */
    static AnomalyRow of(SeriesKey key, Departure found, long windowEnd, String reason) {
        long micros = windowEnd - 1;
        Instant time = Instant.EPOCH.plus(micros, ChronoUnit.MICROS);
        String id = "anomaly-" + found.series() + '-' + micros;
        String severity = Severity.ofFinding(found.score()).label();
        AnomalyFound event = new AnomalyFound(
                key.tenant(),
                key.device(),
                key.metric(),
                time,
                found.level(),
                found.score(),
                severity,
                found.low(),
                found.high(),
                DETECTOR,
                reason);
        String subject = key.tenant() + '/' + key.device() + '/' + key.metric();
        return new AnomalyRow(
                found.series(),
                micros,
                found.level(),
                found.score(),
                severity,
                found.low(),
                found.high(),
                DETECTOR,
                reason,
                id,
                Subjects.anomaly(key.tenant(), key.device(), key.metric()),
                CloudEvent.of(id, SOURCE, AnomalyFound.TYPE, subject, time, event)
                        .toBytes());
    }
}
