package io.telltale.alerting.store;

/** A rule changed between judging and writing; the readings must be judged again by its present form. */
public final class StaleRulesException extends Exception {

    private static final long serialVersionUID = 1L;

    StaleRulesException(String rule) {
        super("rule changed while readings were judged by it: rule=" + rule);
    }
}
