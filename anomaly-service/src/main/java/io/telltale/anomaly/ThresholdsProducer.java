package io.telltale.anomaly;

import io.micrometer.core.instrument.MeterRegistry;
import io.telltale.anomaly.feedback.FeedbackTable;
import io.telltale.anomaly.feedback.Thresholds;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;

/** The one view of the thresholds, for the pipelines and the API; {@link TelemetryIntake} starts and ends it. */
final class ThresholdsProducer {

    @Produces
    @Singleton
    Thresholds thresholds(AnomalyServiceSettings settings, FeedbackTable table, MeterRegistry registry) {
        AnomalyServiceSettings.Detection detection = settings.detection();
        return new Thresholds(table, detection.reportScore(), detection.feedbackPoll(), registry);
    }
}
