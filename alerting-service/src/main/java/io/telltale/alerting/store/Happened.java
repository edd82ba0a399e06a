package io.telltale.alerting.store;

import java.time.Instant;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * One thing that happened to an alert.
 *
 * @param place in its history
 * @param at when: for readings when they were measured, else when it was done
 * @param what in a word, such as {@code firing}
 * @param severity the alert's then
 * @param value the alert's then
 * @param summary the alert's then
 * @param by who or what did it; empty for the readings
 */
public record Happened(
        long place,
        Instant at,
        String what,
        Optional<String> severity,
        OptionalDouble value,
        Optional<String> summary,
        Optional<String> by,
        Optional<String> note) {}
