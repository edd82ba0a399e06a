package io.telltale.alerting.rule;

import java.util.Map;

/** How much text an operator may hang on a rule; it goes into every alert of it. */
final class Texts {

    static final int MAX_LABEL = 256;
    static final int MAX_ANNOTATION = 2_048;

    private static final int MAX_ENTRIES = 32;
    private static final int MAX_KEY = 64;

    private Texts() {}

    /** A copy, when it is within bounds. */
    static Map<String, String> bounded(String field, Map<String, String> texts, int maxValue) {
        boolean fits = texts.size() <= MAX_ENTRIES
                && texts.entrySet().stream()
                        .allMatch(e -> !e.getKey().isEmpty()
                                && e.getKey().length() <= MAX_KEY
                                && e.getValue() != null
                                && e.getValue().length() <= maxValue);
        if (!fits) {
            throw new InvalidRuleException(
                    field,
                    "must be at most " + MAX_ENTRIES + " entries, names of 1 to " + MAX_KEY
                            + " characters and values of at most " + maxValue);
        }
        return Map.copyOf(texts);
    }
}
