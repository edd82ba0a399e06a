package io.telltale.simulator.chaos;

import io.telltale.simulator.load.DeviceAccount;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;

/**
 * What became of the readings, by the span of time in which they were due: one span before the first fault, then one for each
 * fault. Pure; one thread.
 */
final class ReadingAccount {

    private static final int NAMED = 20;

    private final long[] begins;
    private final long[] acknowledged;
    private final long[] stored;
    private final long[] lost;
    private final long[] duplicated;
    private final List<String> named = new ArrayList<>();
    private long unacknowledged;
    private long refused;
    private long strangers;

    /** Of one span, in readings. */
    record Span(long acknowledged, long stored, long lost, long duplicated) {}

    /** When a message of a device was due, in microseconds. */
    interface Due {
        long micros(int device, long sequence);
    }

    ReadingAccount(List<Step> steps) {
        begins = steps.stream().mapToLong(Step::beginMicros).toArray();
        acknowledged = new long[begins.length + 1];
        stored = new long[begins.length + 1];
        lost = new long[begins.length + 1];
        duplicated = new long[begins.length + 1];
    }

    void add(DeviceAccount account, Due due) {
        refused += account.refused();
        strangers += account.strangers();
        unacknowledged += account.published() - account.acknowledged().cardinality() - account.refused();
        BitSet missing = (BitSet) account.acknowledged().clone();
        missing.andNot(account.stored());
        count(account, account.acknowledged(), due, acknowledged);
        count(account, account.stored(), due, stored);
        count(account, missing, due, lost);
        count(account, account.repeated(), due, duplicated);
        name("lost", account, missing);
        name("duplicated", account, account.repeated());
    }

    /** Span 0 is before the first fault, span i that of fault i - 1. */
    Span span(int index) {
        return new Span(acknowledged[index], stored[index], lost[index], duplicated[index]);
    }

    Span total() {
        return new Span(sum(acknowledged), sum(stored), sum(lost), sum(duplicated));
    }

    /** Neither acknowledged nor refused: such a reading may be stored or not. */
    long unacknowledged() {
        return unacknowledged;
    }

    long refused() {
        return refused;
    }

    /** Rows under the run's devices and times that it did not send. */
    long strangers() {
        return strangers;
    }

    /** The first that were lost or duplicated. */
    List<String> named() {
        return List.copyOf(named);
    }

    private void count(DeviceAccount account, BitSet messages, Due due, long[] into) {
        messages.stream().forEach(sequence -> into[spanOf(due.micros(account.index(), sequence))]++);
    }

    private int spanOf(long micros) {
        int at = Arrays.binarySearch(begins, micros);
        return at >= 0 ? at + 1 : -at - 1;
    }

    private void name(String what, DeviceAccount account, BitSet messages) {
        messages.stream().limit(NAMED).forEach(sequence -> {
            if (named.size() < NAMED) {
                named.add(what + ' ' + account.device() + " #" + sequence);
            }
        });
    }

    private static long sum(long[] counts) {
        return Arrays.stream(counts).sum();
    }
}
