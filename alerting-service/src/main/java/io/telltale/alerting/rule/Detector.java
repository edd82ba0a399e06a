package io.telltale.alerting.rule;

import io.telltale.events.Detectors;
import java.util.List;
import java.util.stream.Stream;

/** Names of the anomaly detectors a rule may ask for. */
final class Detector {

    static final List<String> NAMES =
            Stream.concat(Detectors.LABELS.stream(), Stream.of(Detectors.LIMIT)).toList();

    private Detector() {}

    static boolean known(String name) {
        return NAMES.contains(name);
    }
}
