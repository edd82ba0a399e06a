package io.telltale.alerting.routing;

/** A routing, a silence or a part of one that makes no sense; says which field and why, in words for its author. */
public final class InvalidRoutingException extends RuntimeException {

    private static final long serialVersionUID = 1;

    private final String field;

    public InvalidRoutingException(String field, String message) {
        super(message);
        this.field = field;
    }

    /** Path of the offending field, such as {@code route.routes[1].group_wait}. */
    public String field() {
        return field;
    }
}
