package io.telltale.anomaly.peers;

import java.nio.ByteBuffer;

/**
 * One device as its pack has come to know it: its usual place in the pack, how far it usually strays from there, and where
 * it is now. A fold of windows; for one thread.
 */
final class Member {

    static final int BYTES = 2 * Integer.BYTES + 6 * Double.BYTES + Long.BYTES + Tail.BYTES;

    /** A deviation is the mean of about the last three windows. */
    static final double SMOOTHING = 1.0 / 3;

    /** A single window brings the deviation at most so near to what is rare. */
    private static final double SINGLE = 0.95;

    private static final int SOON = 5;
    /** A window confirms another that is at most so many times as far away. */
    private static final double CONFIRMS = 2;

    private static final int LONG = 1440;
    /** A member is judged from this window of its own on. */
    private static final int WARM = 60;
    /** Until there were many times so many windows, it is judged the more leniently. */
    private static final double YOUTH = 240;

    private static final int FIRST = 10;
    private static final double OFFSET_CAP = 2;
    private static final double SCALE_CAP = 3;
    /** What has left is back when it was so many windows within half of what is rare. */
    private static final int CALM = 30;
    /** While it is away only what is so many times as far is told again. */
    private static final double FARTHER = 5;

    private final Tail tail = new Tail();
    private int windows;
    private long last;
    private double offset;
    private double deviation;
    private double scale;
    private double residual;
    private double within = Double.MAX_VALUE;
    private double told;
    private int calm;

    boolean known() {
        return windows > 0;
    }

    boolean settled() {
        return windows >= FIRST;
    }

    long last() {
        return last;
    }

    double offset() {
        return offset;
    }

    double deviation() {
        return deviation;
    }

    double scale() {
        return scale;
    }

    /**
     * Takes in how far it stands from its place in the pack, without learning from that yet. A single window can make no
     * departure, however odd it is: that takes another one, shortly before and on the same side.
     */
    void stand(long window, double away) {
        boolean again = window - last <= SOON && away * residual > 0;
        double confirmed = again ? Math.min(Math.abs(away), CONFIRMS * Math.abs(residual)) : 0;
        double faded = Math.pow(1 - SMOOTHING, window - last) * deviation;
        double cap = Math.max(SINGLE * within, Math.abs(SMOOTHING * Math.copySign(confirmed, away) + faded));
        deviation = Math.max(-cap, Math.min(cap, SMOOTHING * away + faded));
        residual = away;
        last = window;
    }

    /** The deviation, in {@code unit}s, that is just not rare by its own past. */
    double ownTop() {
        return tail.top();
    }

    /** The deviation, in {@code unit}s, that scores a half, at least {@code floor}; infinite while it is too young to be judged. */
    double top(double floor) {
        return windows < WARM
                ? Double.POSITIVE_INFINITY
                : Math.max(floor, tail.top()) * (1 + YOUTH / windows - YOUTH / LONG);
    }

    /**
     * Learns from the window.
     *
     * @param unit what deviations are measured by in it
     * @param rare the size of a deviation that is just not rare
     */
    void learn(double unit, double rare) {
        within = rare;
        double cap = settled() ? OFFSET_CAP * unit : Double.MAX_VALUE;
        double rate = 1.0 / Math.min(windows + 1, LONG);
        offset += rate * Math.max(-cap, Math.min(cap, residual));
        double size = Math.abs(deviation);
        scale += rate * ((settled() ? Math.min(size, SCALE_CAP * unit) : size) - scale);
        if (settled()) {
            tail.learn(size / unit);
        }
        windows = Math.min(windows + 1, LONG);
    }

    /** Whether a deviation of {@code ratio} times what is rare is to be told: once an episode, and when it gets far worse. */
    boolean tells(double ratio, double least) {
        calm = Math.abs(ratio) < least / 2 ? calm + 1 : 0;
        if (calm >= CALM) {
            told = 0;
        }
        if (ratio < least || ratio < FARTHER * told) {
            return false;
        }
        told = ratio;
        return true;
    }

    void save(ByteBuffer out) {
        out.putInt(windows).putInt(calm).putLong(last);
        out.putDouble(offset)
                .putDouble(deviation)
                .putDouble(scale)
                .putDouble(residual)
                .putDouble(within)
                .putDouble(told);
        tail.save(out);
    }

    void load(ByteBuffer in) {
        windows = in.getInt();
        calm = in.getInt();
        last = in.getLong();
        offset = in.getDouble();
        deviation = in.getDouble();
        scale = in.getDouble();
        residual = in.getDouble();
        within = in.getDouble();
        told = in.getDouble();
        tail.load(in);
    }
}
