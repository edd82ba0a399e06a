package io.telltale.alerting.store;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * What was sent once and what came back, for the log: bounded, and without secrets.
 *
 * @param took from connecting to the end of the answer
 * @param status empty when there was no answer
 * @param error why it failed; empty when it did not
 * @param request line, headers and the beginning of the body
 * @param response line, headers and the beginning of the body; empty when there was none
 */
public record Attempt(
        Instant at, Duration took, OptionalInt status, Optional<String> error, String request, String response) {}
