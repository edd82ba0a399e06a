package io.telltale.http;

import java.util.Arrays;
import java.util.Locale;

/** The closed list of problems; {@link #type()} is what a client may branch on and never changes its meaning. */
public enum ProblemKind {
    /** A field, a parameter or the body is not acceptable; {@code errors} says which. */
    INVALID(400, "The request is not valid"),
    UNAUTHENTICATED(401, "A valid bearer token is needed"),
    FORBIDDEN(403, "The token does not allow this"),
    NOT_FOUND(404, "There is no such thing"),
    METHOD_NOT_ALLOWED(405, "This path has no such method"),
    NOT_ACCEPTABLE(406, "No acceptable representation"),
    CONFLICT(409, "The request conflicts with what is there"),
    TOO_LARGE(413, "The request is too large"),
    UNSUPPORTED_MEDIA_TYPE(415, "This type of content is not understood"),
    TOO_MANY(429, "Too many requests"),
    /** Ours, not the sender's; {@code detail} has the incident's number, the log its cause. */
    INTERNAL(500, "The service failed"),
    /** A server behind this one answered wrongly. */
    BAD_GATEWAY(502, "A service behind this one failed"),
    /** Something this service needs is away; the same request may work later. */
    UNAVAILABLE(503, "The service is not available now"),
    /** A server behind this one did not answer in time. */
    TIMEOUT(504, "A service behind this one did not answer in time");

    private final int status;
    private final String title;

    ProblemKind(int status, String title) {
        this.status = status;
        this.title = title;
    }

    /** The status of the answer. */
    public int status() {
        return status;
    }

    /** One sentence for people, the same for all problems of the kind. */
    public String title() {
        return title;
    }

    /** As in {@code urn:telltale:problem:not-found}. */
    public String type() {
        return "urn:telltale:problem:" + name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** The kind of a status that a framework chose: its own, else the general one of its class. */
    public static ProblemKind ofStatus(int status) {
        return Arrays.stream(values())
                .filter(kind -> kind.status == status)
                .findFirst()
                .orElse(status >= 500 ? INTERNAL : INVALID);
    }
}
