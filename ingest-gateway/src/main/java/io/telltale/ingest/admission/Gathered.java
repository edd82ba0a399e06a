package io.telltale.ingest.admission;

import io.telltale.events.Names;
import io.telltale.events.Reading;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The values and refusals of one message while it is being decoded. One thread, one message. */
final class Gathered {

    /** How many refusals are told one by one; the rest are only counted. */
    static final int TOLD = 16;

    private static final int QUOTED = 120;

    private final int maxValues;
    private final List<Draft> drafts = new ArrayList<>(4);
    private final List<Refusal> refusals = new ArrayList<>(0);
    private Map<String, Integer> unstamped = Map.of();
    private int untold;
    private boolean whole;

    Gathered(int maxValues) {
        this.maxValues = maxValues;
    }

    /** A value with its own time. */
    void add(String metric, long micros, double value) {
        add(metric, micros, -1, value);
    }

    /** A value that is to be stamped with the time it was received, the k-th of its metric k microseconds later. */
    void addUnstamped(String metric, double value) {
        if (unstamped.isEmpty()) {
            unstamped = new HashMap<>(4);
        }
        add(metric, 0, unstamped.merge(metric, 1, Integer::sum) - 1, value);
    }

    private void add(String metric, long micros, int step, double value) {
        if (!Names.valid(metric)) {
            refuse(
                    Reason.INVALID_NAME,
                    "metric '" + shortened(metric)
                            + "' must be 1 to 64 of A-Z a-z 0-9 _ - and begin with a letter or digit");
        } else if (!Double.isFinite(value)) {
            refuse(Reason.NOT_FINITE, "value of '" + metric + "' is not a finite number");
        } else if (drafts.size() == maxValues) {
            refuseAll(Reason.TOO_MANY_VALUES, "a message may hold " + maxValues + " values: send several messages");
        } else {
            drafts.add(new Draft(metric, micros, step, value));
        }
    }

    /** Refuses one value; its neighbours go on. */
    void refuse(Reason reason, String detail) {
        if (whole) {
            return;
        }
        if (refusals.size() < TOLD) {
            refusals.add(new Refusal(reason, detail));
        } else {
            untold++;
        }
    }

    /** Refuses the whole message, whatever was gathered of it. The first such fault is the one that is told. */
    void refuseAll(Reason reason, String detail) {
        if (!whole) {
            whole = true;
            untold = 0;
            refusals.clear();
            refusals.add(new Refusal(reason, detail));
        }
    }

    /** Whether decoding may stop, since nothing of the message will go on. */
    boolean hopeless() {
        return whole;
    }

    Verdict verdict(DeviceId device, long receivedMicros, Stamps stamps, SeriesLimits series) {
        if (!whole) {
            drafts.removeIf(draft -> refusedAsOneTooMany(device, draft.metric, receivedMicros, series));
        }
        if (whole || (drafts.isEmpty() && !refusals.isEmpty())) {
            return new Verdict.Refused(told());
        }
        if (drafts.isEmpty()) {
            return Verdict.refused(Reason.EMPTY, "the message holds no value");
        }
        int steps = 0;
        for (int count : unstamped.values()) {
            steps = Math.max(steps, count);
        }
        long stamp = steps == 0 ? receivedMicros : stamps.reserve(device, receivedMicros, steps);
        List<Reading> readings = new ArrayList<>(drafts.size());
        for (Draft draft : drafts) {
            long micros = draft.step < 0 ? draft.micros : stamp + draft.step;
            readings.add(new Reading(device.tenant(), device.device(), draft.metric, micros, draft.value));
        }
        return refusals.isEmpty() ? new Verdict.Admitted(readings) : new Verdict.Partly(readings, told(), stamp);
    }

    private boolean refusedAsOneTooMany(DeviceId device, String metric, long nowMicros, SeriesLimits series) {
        Optional<Refusal> tooMany = series.count(device, metric, nowMicros);
        tooMany.ifPresent(refusal -> refuse(refusal.reason(), "'" + metric + "': " + refusal.detail()));
        return tooMany.isPresent();
    }

    private List<Refusal> told() {
        if (untold > 0) {
            Refusal last = refusals.removeLast();
            refusals.add(new Refusal(last.reason(), last.detail() + " (and " + untold + " more faults)"));
        }
        return List.copyOf(refusals);
    }

    /** As much of a sender's text as fits into an answer. */
    static String shortened(String text) {
        return text.length() <= QUOTED ? text : text.substring(0, QUOTED) + "...";
    }

    private record Draft(String metric, long micros, int step, double value) {}
}
