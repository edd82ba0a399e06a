package io.telltale.simulator.load;

import io.telltale.simulator.load.LoadPlan.Traffic;

/**
 * When each message of a run is due. Open loop: the times depend on nothing but the rate, so a slow server makes messages late,
 * not fewer, and their latency counts from the moment they were due (no coordinated omission). Pure.
 *
 * <p>A device samples all of its metrics at one instant and publishes the sample as one message or as several in a row, its parts,
 * all of them due at that instant. Sample {@code i} of the run belongs to device {@code i mod devices} and is its number {@code i /
 * devices}; the messages of the run are numbered sample by sample.
 *
 * @param messagesPerSample how many parts a sample has
 * @param samples how many there are over all devices
 */
record Schedule(int devices, int messagesPerSample, double samplesPerSecond, long samples) {

    private static final double NANOS = 1e9;

    static Schedule of(Traffic traffic) {
        double rate = traffic.rate() / traffic.metrics();
        return new Schedule(
                traffic.devices(),
                traffic.messagesPerSample(),
                rate,
                Math.max(1, Math.round(rate * traffic.duration().toNanos() / NANOS)));
    }

    /** Messages of the whole run. */
    long messages() {
        return samples * messagesPerSample;
    }

    /** How many messages are due when so much of the run has passed: whole samples. */
    long due(long elapsedNanos) {
        return elapsedNanos < 0
                ? 0
                : Math.min(samples, (long) (elapsedNanos / NANOS * samplesPerSecond) + 1) * messagesPerSample;
    }

    /** When a message is due, in nanoseconds after the start. */
    long dueNanos(long message) {
        return (long) (message / messagesPerSample / samplesPerSecond * NANOS);
    }

    /** The whole run's length in nanoseconds. */
    long nanos() {
        return dueNanos(messages());
    }

    int deviceOf(long message) {
        return (int) (message / messagesPerSample % devices);
    }

    /** The number of the message's sample among those of its device. */
    int sampleOf(long message) {
        return (int) (message / messagesPerSample / devices);
    }

    /** Which part of its sample the message is, from 0. */
    int partOf(long message) {
        return (int) (message % messagesPerSample);
    }

    /** The number of the message among those of its device. */
    int sequenceOf(long message) {
        return sampleOf(message) * messagesPerSample + partOf(message);
    }

    /** The message that is a part of a device's sample. */
    long message(int device, long sample, int part) {
        return (sample * devices + device) * messagesPerSample + part;
    }

    /** How many messages of the run are this device's. */
    int messagesOf(int device) {
        return Math.toIntExact((samples - device + devices - 1) / devices * messagesPerSample);
    }

    /**
     * The next message of a connection that carries every so manieth device: the sample's next part, then its next device, then its
     * first one in the next round.
     */
    long next(long message, int connections) {
        if (partOf(message) + 1 < messagesPerSample) {
            return message + 1;
        }
        long sample = message / messagesPerSample;
        int device = (int) (sample % devices);
        return messagesPerSample
                * (device + connections < devices
                        ? sample + connections
                        : sample - device + devices + device % connections);
    }
}
