package io.telltale.alerting.alert;

import io.telltale.alerting.rule.Severity;
import io.telltale.events.SeriesKey;
import java.util.Map;

/** How the texts that an operator hung on a rule become those of an alert. Any thread; never fails, never blocks. */
public interface Wording {

    /** Texts as they were written. */
    Wording PLAIN = new Wording() {
        @Override
        public Map<String, String> labels(Map<String, String> written, Facts facts) {
            return written;
        }

        @Override
        public Map<String, String> annotations(Map<String, String> written, Facts facts) {
            return written;
        }
    };

    /**
     * What texts can speak of.
     *
     * @param summary the sentence made for the alert
     * @param labels of the device, and once the alert has begun those of the alert
     */
    record Facts(
            String rule,
            SeriesKey series,
            Severity severity,
            double value,
            String summary,
            Map<String, String> labels) {}

    /** A rule's labels for an alert. */
    Map<String, String> labels(Map<String, String> written, Facts facts);

    /** A rule's annotations for an alert. */
    Map<String, String> annotations(Map<String, String> written, Facts facts);
}
