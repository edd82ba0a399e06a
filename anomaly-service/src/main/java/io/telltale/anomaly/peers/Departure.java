package io.telltale.anomaly.peers;

/**
 * A device that has left its pack in a window.
 *
 * @param series number of its series
 * @param level where it stood
 * @param score how out of the ordinary, 0 to 1
 * @param low lower end of where it was expected
 * @param high upper end of where it was expected
 * @param gap how far it stood above the middle of its siblings, negative below
 * @param usualGap the same as it usually is
 * @param within how far from its usual place it usually stays
 * @param siblings how many others were seen in the window
 */
record Departure(
        int series,
        double level,
        double score,
        double low,
        double high,
        double gap,
        double usualGap,
        double within,
        int siblings) {}
