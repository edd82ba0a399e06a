package io.telltale.alerting.delivery;

import io.telltale.alerting.store.Attempt;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * One attempt: what was sent, what came back, and what that means.
 *
 * @param request line, headers and the beginning of the body, without secrets
 * @param response the same of the answer; empty when there was none
 */
record Exchange(HttpVerdict verdict, Instant at, Duration took, String request, String response) {

    private static final int MAX_ERROR = 512;

    /** For the log. */
    Attempt attempt() {
        return new Attempt(at, took, status(), error(), request, response);
    }

    private OptionalInt status() {
        return switch (verdict) {
            case HttpVerdict.Accepted accepted -> OptionalInt.of(accepted.status());
            case HttpVerdict.Gone gone -> OptionalInt.of(HttpVerdict.Gone.STATUS);
            case HttpVerdict.Rejected rejected -> OptionalInt.of(rejected.status());
            case HttpVerdict.Unreachable unreachable -> OptionalInt.empty();
        };
    }

    /** Why it failed; empty when it did not. */
    Optional<String> error() {
        return switch (verdict) {
            case HttpVerdict.Accepted accepted -> Optional.empty();
            case HttpVerdict.Gone gone -> Optional.of(HttpVerdict.Gone.REASON);
            case HttpVerdict.Rejected rejected ->
                cut("HTTP " + rejected.status() + (rejected.excerpt().isEmpty() ? "" : ": " + rejected.excerpt()));
            case HttpVerdict.Unreachable unreachable -> cut(unreachable.reason());
        };
    }

    private static Optional<String> cut(String text) {
        return Optional.of(text.substring(0, Math.min(text.length(), MAX_ERROR)));
    }
}
