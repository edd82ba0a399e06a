package io.telltale.anomaly.feedback;

/** Which of a series' two thresholds a verdict is about: deviations from a pack are another scale than those from one's own past. */
enum Scope {
    /** What the series' own detector finds. */
    OWN,
    /** What is found by comparison with the device's siblings. */
    PEERS;

    private static final String PEER_DEVIATION = "peer-deviation";

    static Scope of(String detector) {
        return detector.equals(PEER_DEVIATION) ? PEERS : OWN;
    }
}
