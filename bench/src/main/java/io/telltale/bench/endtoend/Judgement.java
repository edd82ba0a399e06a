package io.telltale.bench.endtoend;

import java.util.ArrayList;
import java.util.List;

/**
 * Whether the platform held the rate it was asked for.
 *
 * @param problems why not, in a few words each; empty when it did
 */
record Judgement(List<String> problems) {

    /** Of the rate asked for that must have been published: the rest is what a clock and a last message may take. */
    private static final double ENOUGH = 0.98;

    /** A backlog that is flat is worked off at once when the load ends, and holds in the end what it held after the warm-up. */
    private static final double FLAT_SECONDS = 1;

    private static final double GROWN_SECONDS = 0.5;

    static Judgement of(double asked, LoadResult load) {
        List<String> problems = new ArrayList<>();
        if (load.lost() > 0) {
            problems.add("LOST " + load.lost());
        }
        if (load.duplicated() > 0) {
            problems.add("DOUBLED " + load.duplicated());
        }
        if (load.refused() + load.unacknowledged() > 0) {
            problems.add("unanswered or refused " + (load.refused() + load.unacknowledged()));
        }
        if (load.achievedRate() < ENOUGH * asked) {
            problems.add("slower than asked");
        }
        double grown = load.backlogAtTheEnd() - load.backlogAfterWarmUp();
        if (load.behindSeconds() > FLAT_SECONDS || grown > GROWN_SECONDS * load.achievedRate()) {
            problems.add("backlog grew");
        }
        return new Judgement(List.copyOf(problems));
    }

    boolean held() {
        return problems.isEmpty();
    }

    @Override
    public String toString() {
        return held() ? "yes" : "no: " + String.join(", ", problems);
    }
}
