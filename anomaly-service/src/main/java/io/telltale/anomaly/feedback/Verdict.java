package io.telltale.anomaly.feedback;

import java.util.Arrays;
import java.util.Optional;

/** What an operator says of a finding. */
enum Verdict {
    /** Nobody needed to see it. */
    NOISE("noise"),
    /** Worth seeing. */
    RIGHT("right");

    private final String label;

    Verdict(String label) {
        this.label = label;
    }

    /** As it is written in the table and the API. */
    String label() {
        return label;
    }

    static Optional<Verdict> of(String label) {
        return Arrays.stream(values()).filter(v -> v.label.equals(label)).findFirst();
    }
}
