package io.telltale.anomaly.pipeline;

import io.telltale.anomaly.detect.Assessment;
import io.telltale.anomaly.detect.Severity;
import io.telltale.anomaly.feedback.Threshold;
import io.telltale.anomaly.store.AnomalyRow;
import io.telltale.events.AnomalyFound;
import io.telltale.events.CloudEvent;
import io.telltale.events.SeriesKey;
import io.telltale.events.Subjects;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/** An assessment that is worth reporting, as row and as event. */
final class Finding {

    private static final String SOURCE = "/anomaly-service";

    private Finding() {}

    static AnomalyRow of(Series series, long micros, double value, Assessment assessment, Threshold threshold) {
        SeriesKey key = series.key();
        Instant time = Instant.EPOCH.plus(micros, ChronoUnit.MICROS);
        String detector = assessment.detector().label();
        String severity = Severity.ofFinding(assessment.score()).label();
        String reason = assessment.reason(value, series.policy().unit()) + threshold.remark();
        String id = "anomaly-" + series.id() + '-' + micros;
        AnomalyFound found = new AnomalyFound(
                key.tenant(),
                key.device(),
                key.metric(),
                time,
                value,
                assessment.score(),
                severity,
                assessment.expectedLow(),
                assessment.expectedHigh(),
                detector,
                reason);
        String subject = key.tenant() + '/' + key.device() + '/' + key.metric();
        return new AnomalyRow(
                series.id(),
                micros,
                value,
                assessment.score(),
                severity,
                assessment.expectedLow(),
                assessment.expectedHigh(),
                detector,
                reason,
                id,
                Subjects.anomaly(key.tenant(), key.device(), key.metric()),
                CloudEvent.of(id, SOURCE, AnomalyFound.TYPE, subject, time, found)
                        .toBytes());
    }
}
