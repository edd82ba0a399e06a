package io.telltale.events;

import java.time.Instant;
import java.util.Optional;

/**
 * Somebody took an alert on, or it is nobody's again; published from the same transaction that stored it.
 *
 * @param alert the alert's id
 * @param rule name of the rule
 * @param acknowledged whether it is now
 * @param by who did that; empty when the acknowledgement ran out by itself
 * @param at when
 * @param until when it ends by itself; empty when it lasts until the alert is resolved
 * @param comment what was said along with it
 */
public record AlertAcknowledged(
        String tenant,
        String alert,
        String rule,
        String severity,
        String device,
        String metric,
        boolean acknowledged,
        Optional<String> by,
        Instant at,
        Optional<Instant> until,
        Optional<String> comment) {

    /** The CloudEvents type. */
    public static final String TYPE = "io.telltale.alert.acknowledged";
}
