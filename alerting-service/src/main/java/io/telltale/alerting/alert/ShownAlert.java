package io.telltale.alerting.alert;

import java.util.List;
import java.util.Optional;

/**
 * An alert as people see it: what the readings made of it, what people did with it, and what keeps it quiet.
 *
 * @param seq its place in the list
 * @param acknowledgement who is at it, while that stands
 * @param silencedBy ids of the silences that fit it
 * @param inhibitedBy ids of the alerts that explain it
 * @param flapping whether it comes and goes too often to be told each time
 */
public record ShownAlert(
        Alert alert,
        long seq,
        Optional<Acknowledgement> acknowledgement,
        List<String> silencedBy,
        List<String> inhibitedBy,
        boolean flapping) {

    public ShownAlert {
        silencedBy = List.copyOf(silencedBy);
        inhibitedBy = List.copyOf(inhibitedBy);
    }
}
