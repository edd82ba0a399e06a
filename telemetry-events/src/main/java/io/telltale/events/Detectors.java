package io.telltale.events;

import java.util.List;

/** What the detectors are called in findings and profiles, spelled once: the registry checks profiles by it. */
public final class Detectors {

    /** Those that a profile may switch off, as a regular expression. */
    public static final String SWITCHABLE =
            "range-break|time-of-day|sustained-shift|drift|jump|variability-burst" + "|stuck-sensor|gap|peer-deviation";

    /** Those that a profile may switch off. */
    public static final List<String> LABELS = List.of(SWITCHABLE.split("\\|"));

    /** A value beyond what its sensor can measure; it goes with the limits and is switched off by leaving them out. */
    public static final String LIMIT = "limit";

    private Detectors() {}
}
