package io.telltale.alerting.alert;

/** What one reading or finding did to one alert. Each form but {@link None} is written to the database once. */
public sealed interface Transition {

    /** Nothing changed. */
    None NONE = new None();

    /** Nothing changed. */
    record None() implements Transition {}

    /** The condition is met, but has to last. */
    record Pended(Alert alert) implements Transition {}

    /** The alert fires; the endpoints are told. */
    record Fired(Alert alert) implements Transition {}

    /** A firing alert became more severe; the endpoints are told. */
    record Escalated(Alert alert) implements Transition {}

    /** A firing alert became less severe; nobody is told. */
    record Eased(Alert alert) implements Transition {}

    /** A firing alert goes on although something about it changed; nobody is told. */
    record Prolonged(Alert alert) implements Transition {}

    /** The alert ended; the endpoints are told. */
    record Resolved(Alert alert) implements Transition {}

    /** A pending alert ended before it fired; it leaves no trace, as nobody was told of it. */
    record Withdrawn(Alert alert) implements Transition {}
}
