package io.telltale.alerting.window;

import io.telltale.alerting.rule.Condition;

/** What a condition remembers of a single series. */
public sealed interface Recollection extends Memory permits Value, RateWindow, Window {

    /** Nothing yet. */
    static Recollection of(Condition.OfSeries condition) {
        return switch (condition) {
            case Condition.Threshold t -> new Value();
            case Condition.Rate r -> new RateWindow(r);
            case Condition.Aggregate a -> new Window(a);
        };
    }

    /**
     * Takes a reading in.
     *
     * @return false when it was not newer than those before: nothing changed
     */
    boolean fold(long micros, double value);
}
