package io.telltale.alerting.rule;

/** A rule that makes no sense; says which field of it and why, in words for its author. */
public final class InvalidRuleException extends RuntimeException {

    private static final long serialVersionUID = 1;

    private final String field;

    public InvalidRuleException(String field, String message) {
        super(message);
        this.field = field;
    }

    /** Path of the offending field in the rule's JSON. */
    public String field() {
        return field;
    }
}
