package io.telltale.alerting.window;

import io.telltale.alerting.rule.Composite;
import io.telltale.alerting.rule.Condition;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * When the parts of a composite were met by one device. Its time is that of the newest reading of any part, so the metrics of
 * a device may come in any order among each other.
 *
 * <p>The chain of a sequence: a part is reached when it begins to be met, after the part before it was reached and within the
 * composite's time of the first part; the first is reached by each reading that meets it.
 */
public final class Coincidence implements Memory {

    private static final long NEVER = Long.MIN_VALUE;

    private final Composite composite;
    private final long withinMicros;
    private final List<Part> parts = new ArrayList<>();
    private long now = NEVER;

    Coincidence(Composite composite) {
        this.composite = composite;
        this.withinMicros = composite.within().toNanos() / 1_000;
        composite.parts().forEach(part -> parts.add(new Part(part)));
    }

    /** What is known of one part; the two latest times it was reached, each with the time its chain began. */
    private static final class Part {

        private final String metric;
        private final Condition.OfSeries condition;
        private final Recollection recollection;
        private boolean holds;
        private long met = NEVER;
        private long reached = NEVER;
        private long begun = NEVER;
        private long reachedBefore = NEVER;
        private long begunBefore = NEVER;

        Part(Composite.Part part) {
            metric = part.metric();
            condition = part.condition();
            recollection = Recollection.of(part.condition());
        }

        void reach(long micros, long chain) {
            reachedBefore = reached;
            begunBefore = begun;
            reached = micros;
            begun = chain;
        }

        /** When the newest chain began that had come to this part before {@code micros}. */
        long chainBefore(long micros) {
            if (reached != NEVER && reached < micros) {
                return begun;
            }
            return reachedBefore != NEVER && reachedBefore < micros ? begunBefore : NEVER;
        }
    }

    /**
     * Takes a reading of one of the metrics in.
     *
     * @return false when it was not newer than those before of its metric: nothing changed
     */
    public boolean fold(String metric, long micros, double value) {
        boolean folded = false;
        // From the last part to the first, so that one reading never is two steps of a sequence.
        for (int i = parts.size() - 1; i >= 0; i--) {
            Part part = parts.get(i);
            if (part.metric.equals(metric) && part.recollection.fold(micros, value)) {
                folded = true;
                judge(i, part, micros);
            }
        }
        now = folded ? Math.max(now, micros) : now;
        return folded;
    }

    private void judge(int index, Part part, long micros) {
        double result = part.recollection.result();
        if (Double.isNaN(result)) {
            return;
        }
        boolean before = part.holds;
        part.holds = part.condition.limits().next(before ? 1 : 0, result) > 0;
        if (!part.holds) {
            return;
        }
        part.met = micros;
        if (index == 0) {
            part.reach(micros, micros);
        } else if (!before) {
            long chain = parts.get(index - 1).chainBefore(micros);
            if (chain != NEVER && micros - chain <= withinMicros) {
                part.reach(micros, chain);
            }
        }
    }

    /** 1 while the composite is met, else 0. */
    @Override
    public double result() {
        boolean met =
                switch (composite.mode()) {
                    case ALL -> parts.stream().allMatch(part -> recent(part.met));
                    case ANY -> parts.stream().anyMatch(part -> recent(part.met));
                    case SEQUENCE -> recent(parts.getLast().reached);
                };
        return met ? 1 : 0;
    }

    /** Time of the newest reading of any part, microseconds since the epoch. */
    public long now() {
        return now;
    }

    private boolean recent(long micros) {
        return micros != NEVER && now - micros <= withinMicros;
    }

    @Override
    public int cells() {
        int cells = 0;
        for (Part part : parts) {
            cells += 1 + part.recollection.cells();
        }
        return cells;
    }

    @Override
    public void write(DataOutput out) throws IOException {
        out.writeLong(now);
        for (Part part : parts) {
            part.recollection.write(out);
            out.writeBoolean(part.holds);
            out.writeLong(part.met);
            out.writeLong(part.reached);
            out.writeLong(part.begun);
            out.writeLong(part.reachedBefore);
            out.writeLong(part.begunBefore);
        }
    }

    @Override
    public void read(DataInput in) throws IOException {
        now = in.readLong();
        for (Part part : parts) {
            part.recollection.read(in);
            part.holds = in.readBoolean();
            part.met = in.readLong();
            part.reached = in.readLong();
            part.begun = in.readLong();
            part.reachedBefore = in.readLong();
            part.begunBefore = in.readLong();
        }
    }
}
