package io.telltale.http;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A refusal, thrown anywhere below a resource and sent as a {@link ProblemDocument}. It is an expected outcome: it has no stack trace and is not
 * logged. The detail goes to the sender, so it holds no secrets and says what to do.
 */
public final class Problem extends RuntimeException {
    private final ProblemKind kind;
    private final List<FieldError> errors;
    private final @Nullable Duration retryAfter;

    private Problem(ProblemKind kind, String detail, List<FieldError> errors, @Nullable Duration retryAfter) {
        super(detail, null, false, false);
        this.kind = kind;
        this.errors = List.copyOf(errors);
        this.retryAfter = retryAfter;
    }

    /** Any kind, for which there is no factory method. */
    public static Problem of(ProblemKind kind, String detail) {
        return new Problem(kind, detail, List.of(), null);
    }

    /** 404. */
    public static Problem notFound(String detail) {
        return of(ProblemKind.NOT_FOUND, detail);
    }

    /** 409. */
    public static Problem conflict(String detail) {
        return of(ProblemKind.CONFLICT, detail);
    }

    /** 403. */
    public static Problem forbidden(String detail) {
        return of(ProblemKind.FORBIDDEN, detail);
    }

    /** 400 that is nobody's field. */
    public static Problem invalid(String detail) {
        return of(ProblemKind.INVALID, detail);
    }

    /** 400 for one field or parameter. */
    public static Problem invalid(String field, String message) {
        return invalid(List.of(new FieldError(field, message)));
    }

    /** 400 for several fields. */
    public static Problem invalid(List<FieldError> errors) {
        if (errors.isEmpty()) {
            throw new IllegalArgumentException("a problem of fields names at least one");
        }
        FieldError first = errors.get(0);
        String more = errors.size() == 1 ? "" : " (and " + (errors.size() - 1) + " more)";
        return new Problem(ProblemKind.INVALID, first.field() + ": " + first.message() + more, errors, null);
    }

    /** 503: the same request may work later. */
    public static Problem unavailable(String detail) {
        return of(ProblemKind.UNAVAILABLE, detail);
    }

    /** The same with a header {@code Retry-After}, in whole seconds. */
    public Problem retryAfter(Duration wait) {
        return new Problem(kind, detail(), errors, wait);
    }

    /** Which of the closed list. */
    public ProblemKind kind() {
        return kind;
    }

    /** What the sender reads. */
    public String detail() {
        return String.valueOf(getMessage());
    }

    /** The fields at fault; empty when none is. */
    public List<FieldError> errors() {
        return errors;
    }

    /** When to try again. */
    public Optional<Duration> retryAfter() {
        return Optional.ofNullable(retryAfter);
    }
}
