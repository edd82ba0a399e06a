package io.telltale.simulator.load;

import java.util.BitSet;

/**
 * What happened to the messages of one device: two bits each. Written by the event loop of its connection, read when that is
 * done.
 */
final class DeviceLedger {

    private final BitSet acknowledged;
    private final BitSet refused;
    private int published;
    private volatile int newest = -1;

    DeviceLedger(int messages) {
        acknowledged = new BitSet(messages);
        refused = new BitSet(messages);
    }

    /** The next message was sent; messages are sent in the order of their numbers. */
    void publish() {
        published++;
    }

    void acknowledge(int sequence) {
        acknowledged.set(sequence);
        if (sequence > newest) {
            newest = sequence;
        }
    }

    void refuse(int sequence) {
        refused.set(sequence);
    }

    /** The highest message number acknowledged so far, -1 for none; may be read by any thread. */
    int newestAcknowledged() {
        return newest;
    }

    int published() {
        return published;
    }

    int acknowledged() {
        return acknowledged.cardinality();
    }

    int refused() {
        return refused.cardinality();
    }

    boolean isAcknowledged(int sequence) {
        return acknowledged.get(sequence);
    }

    /** The numbers of the samples whose part was acknowledged, as a copy, where a sample is so many messages. */
    BitSet acknowledgedSamples(int part, int messagesPerSample) {
        if (messagesPerSample == 1) {
            return (BitSet) acknowledged.clone();
        }
        BitSet samples = new BitSet(published / messagesPerSample + 1);
        for (int sequence = part; sequence < published; sequence += messagesPerSample) {
            samples.set(sequence / messagesPerSample, acknowledged.get(sequence));
        }
        return samples;
    }

    /** How many samples had their part sent. */
    int publishedSamples(int part, int messagesPerSample) {
        return (published - part + messagesPerSample - 1) / messagesPerSample;
    }
}
