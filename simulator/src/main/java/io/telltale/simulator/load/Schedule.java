package io.telltale.simulator.load;

import java.time.Duration;

/**
 * When each message of a run is due. Open loop: the times depend on nothing but the rate, so a slow server makes messages late,
 * not fewer, and their latency counts from the moment they were due (no coordinated omission). Pure.
 *
 * <p>Message {@code i} of the run belongs to device {@code i mod devices} and is its number {@code i / devices}.
 */
record Schedule(int devices, double messagesPerSecond, long messages) {

    private static final double NANOS = 1e9;

    static Schedule of(int devices, double readingsPerSecond, int readingsPerMessage, Duration duration) {
        double rate = readingsPerSecond / readingsPerMessage;
        return new Schedule(devices, rate, Math.max(1, Math.round(rate * duration.toNanos() / NANOS)));
    }

    /** How many messages are due when so much of the run has passed. */
    long due(long elapsedNanos) {
        return elapsedNanos < 0 ? 0 : Math.min(messages, (long) (elapsedNanos / NANOS * messagesPerSecond) + 1);
    }

    /** When a message is due, in nanoseconds after the start. */
    long dueNanos(long message) {
        return (long) (message / messagesPerSecond * NANOS);
    }

    /** The whole run's length in nanoseconds. */
    long nanos() {
        return dueNanos(messages);
    }

    int deviceOf(long message) {
        return (int) (message % devices);
    }

    long message(int device, long sequence) {
        return sequence * devices + device;
    }

    /** How many messages of the run are this device's. */
    int messagesOf(int device) {
        return Math.toIntExact((messages - device + devices - 1) / devices);
    }
}
