package io.telltale.anomaly.peers;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.TreeMap;
import java.util.function.IntToDoubleFunction;
import java.util.stream.DoubleStream;

/**
 * Siblings, and who of them leaves the pack: a fold of windows, each given once and in order, that gives the same
 * departures with a save and load in between.
 *
 * <p>A device's place is the middle of the pack plus its own usual offset. How far it strays from its place, smoothed over
 * about three windows, is measured by the largest of: how far it usually strays, how far its siblings usually do, how far
 * they do right now. So a pack that moves together, or fans out together, has nobody leave it. What counts as rare is
 * learned from the largest strays of each hour. Method and measurements: {@code docs/detection.md}. For one thread.
 */
final class Pack {

    /** Fewer siblings are no pack. */
    static final int LEAST_SIBLINGS = 5;

    private static final byte VERSION = 1;
    private static final int HEAD = 1 + Integer.BYTES + Long.BYTES + Double.BYTES;
    private static final double LARGEST = 1e30;
    private static final double LN_2 = Math.log(2);
    /** In units, where nothing else is known. */
    private static final double TOP_FLOOR = 4;
    /** A usual absolute deviation is that much larger than the median one, for the normal distribution. */
    private static final double MEDIAN_TO_MEAN = 1.18;

    private static final double FLAT = 2e-5;
    private static final double FLAT_FLOOR = 5e-3;
    private static final double MAGNITUDE_KEPT = 0.999;
    /** Windows after which a device that was not seen is forgotten; a week of minutes. */
    private static final long FORGOTTEN_AFTER = 10_080;

    private final TreeMap<Integer, Member> members = new TreeMap<>();
    private long last = Long.MIN_VALUE;
    private double magnitude;

    /** Number of devices it knows. */
    int size() {
        return members.size();
    }

    /** The last window that it was given. */
    long last() {
        return last;
    }

    /**
     * Takes in a window.
     *
     * @param window its number, later than the last one; numbers left out are windows in which nobody was seen
     * @param levels of the devices that were seen, each once
     * @param from the score from which on a departure is told of, by the number of the series
     * @return who has left the pack and was not told of yet
     */
    List<Departure> observe(long window, List<Level> levels, IntToDoubleFunction from) {
        if (levels.size() <= LEAST_SIBLINGS || window <= last) {
            return List.of();
        }
        Seen[] seen = levels.stream().map(this::seen).toArray(Seen[]::new);
        double middle = middle(seen);
        magnitude = Math.max(Math.abs(middle), magnitude * MAGNITUDE_KEPT);
        for (Seen s : seen) {
            s.member.stand(window, s.value - s.member.offset() - middle);
        }
        List<Departure> departures = judge(seen, middle, from);
        last = window;
        members.values().removeIf(member -> window - member.last() > FORGOTTEN_AFTER);
        return departures;
    }

    private Seen seen(Level level) {
        double value = Math.max(-LARGEST, Math.min(LARGEST, level.value()));
        return new Seen(level.series(), value, members.computeIfAbsent(level.series(), s -> new Member()));
    }

    /** By those whose place is known, unless these are few. */
    private static double middle(Seen[] seen) {
        long known = Arrays.stream(seen).filter(s -> s.member.known()).count();
        return median(Arrays.stream(seen)
                .filter(s -> s.member.known() || known <= LEAST_SIBLINGS)
                .mapToDouble(s -> s.value - s.member.offset()));
    }

    /** What everybody in the pack is measured by at least. */
    private double common(Seen[] seen) {
        double usual = median(Arrays.stream(seen).mapToDouble(s -> s.member.scale()));
        double now = MEDIAN_TO_MEAN * median(Arrays.stream(seen).mapToDouble(s -> Math.abs(s.member.deviation())));
        return Math.max(usual, now);
    }

    private List<Departure> judge(Seen[] seen, double middle, IntToDoubleFunction from) {
        double common = common(seen);
        double top = Math.max(TOP_FLOOR, median(Arrays.stream(seen).mapToDouble(s -> s.member.ownTop())));
        List<Departure> departures = new ArrayList<>();
        double[] sorted = Arrays.stream(seen).mapToDouble(s -> s.value).sorted().toArray();
        double[] places =
                Arrays.stream(seen).mapToDouble(s -> s.member.offset()).sorted().toArray();
        for (Seen s : seen) {
            double unit = Math.max(unit(common, s.value), s.member.scale());
            double within = unit * s.member.top(top);
            double ratio = Math.abs(s.member.deviation()) / within;
            if (s.member.tells(ratio, ratio(from.applyAsDouble(s.series)))) {
                double place = middle + s.member.offset();
                departures.add(new Departure(
                        s.series,
                        s.value,
                        score(ratio),
                        place - within,
                        place + within,
                        s.value - medianWithout(sorted, s.value),
                        s.member.offset() - medianWithout(places, s.member.offset()),
                        within,
                        seen.length - 1));
            }
            s.member.learn(unit, within);
        }
        return departures;
    }

    /** A deviation that is just not rare scores a half, twice as much three quarters. */
    private static double score(double ratio) {
        return -Math.expm1(-LN_2 * ratio);
    }

    private static double ratio(double score) {
        return -Math.log1p(-score) / LN_2;
    }

    /**
     * A pack whose members all but agree is measured as if they usually differed by half a percent, so that the last digit
     * of one is no departure; this fades quickly from a spread of a fifty thousandth on.
     */
    private double unit(double scale, double value) {
        double size = Math.max(magnitude, Math.abs(value));
        if (size == 0) {
            return 1;
        }
        double spread = Math.min(scale / (FLAT * size), LARGEST);
        return scale + FLAT_FLOOR * size / (1 + Math.pow(spread, 4));
    }

    private static double median(DoubleStream values) {
        double[] sorted = values.sorted().toArray();
        return (sorted[(sorted.length - 1) / 2] + sorted[sorted.length / 2]) / 2;
    }

    private static double medianWithout(double[] sorted, double one) {
        int at = Arrays.binarySearch(sorted, one);
        int left = sorted.length - 1;
        double low = sorted[(left - 1) / 2 < at ? (left - 1) / 2 : (left - 1) / 2 + 1];
        double high = sorted[left / 2 < at ? left / 2 : left / 2 + 1];
        return (low + high) / 2;
    }

    /** The state, to be read by {@link #of}. */
    byte[] toBytes() {
        ByteBuffer out = ByteBuffer.allocate(HEAD + members.size() * (Integer.BYTES + Member.BYTES));
        out.put(VERSION).putInt(members.size()).putLong(last).putDouble(magnitude);
        members.forEach((series, member) -> {
            out.putInt(series);
            member.save(out);
        });
        return out.array();
    }

    /** Restores a saved state; one of another version begins anew, since it is learned again within hours. */
    static Pack of(byte[] saved) {
        Pack pack = new Pack();
        if (saved.length < HEAD || saved[0] != VERSION) {
            return pack;
        }
        ByteBuffer in = ByteBuffer.wrap(saved, 1, saved.length - 1);
        int count = in.getInt();
        if (in.remaining() != HEAD - 1 - Integer.BYTES + count * (Integer.BYTES + Member.BYTES)) {
            return pack;
        }
        pack.last = in.getLong();
        pack.magnitude = in.getDouble();
        for (int i = 0; i < count; i++) {
            Member member = new Member();
            int series = in.getInt();
            member.load(in);
            pack.members.put(series, member);
        }
        return pack;
    }

    private static final class Seen {

        final int series;
        final double value;
        final Member member;

        Seen(int series, double value, Member member) {
            this.series = series;
            this.value = value;
            this.member = member;
        }
    }
}
