package io.telltale.anomaly.detect;

/**
 * What {@link SeriesDetector#observe} says of one reading. Written over at each call, so that scoring allocates nothing:
 * one per thread, to be read before the next call.
 */
public final class Assessment {

    private double score;
    private double expectedLow;
    private double expectedHigh;
    private Detector detector = Detector.RANGE_BREAK;
    private long micros;
    private int days;
    private int still;
    private long silence;
    private long usualInterval;

    private double usualCenter;
    private double usualScale;
    private double usualLogSize;
    private double usualOffset;

    private int off;
    private double strongest;
    private double fourthPowers;

    /** How out of the ordinary, 0 to 1; at 0.5 and above worth a look. */
    public double score() {
        return score;
    }

    /** What the score amounts to. */
    public Severity severity() {
        return Severity.of(score);
    }

    /** Lower end of what the detector expected that found most, in the unit of the series; of what is usual if none did. */
    public double expectedLow() {
        return Double.isNaN(expectedLow) ? usualLow() : expectedLow;
    }

    /** Upper end of the same. */
    public double expectedHigh() {
        return Double.isNaN(expectedHigh) ? usualHigh() : expectedHigh;
    }

    /**
     * Lower end of what was usual before this reading, whatever it was: at this time of the day and week if that is known,
     * else the range so far. {@link Double#NaN} while neither is.
     */
    public double usualLow() {
        return usualCenter - usualSize();
    }

    /** Upper end of the same. */
    public double usualHigh() {
        return usualCenter + usualSize();
    }

    private double usualSize() {
        return Math.max(0, Math.exp(usualLogSize) - usualOffset) * usualScale;
    }

    /** Which view found most. */
    public Detector detector() {
        return detector;
    }

    /** One sentence of why, for people; times are in UTC. Allocates: only for what is reported. */
    public String reason(double value) {
        return reason(value, "");
    }

    /** The same with the unit of the value, if that is known. */
    public String reason(double value, String unit) {
        return Reason.of(this, value, unit);
    }

    long micros() {
        return micros;
    }

    /** Days of the past that the expectation rests on. */
    int days() {
        return days;
    }

    /** Readings for which the value has not moved. */
    int still() {
        return still;
    }

    /** For how long there was no reading before this one, microseconds. */
    long silence() {
        return silence;
    }

    /** How long there usually is none, microseconds. */
    long usualInterval() {
        return usualInterval;
    }

    /** Of a reading that is not judged, because it came too late for that. */
    public void unscored(long micros) {
        begin(micros, 0, 0);
    }

    /** Nothing is found yet; detectors whose bit is set in {@code off} will find nothing. */
    void begin(long micros, int days, int off) {
        this.off = off;
        this.micros = micros;
        this.days = days;
        score = 0;
        expectedLow = Double.NaN;
        expectedHigh = Double.NaN;
        still = 0;
        silence = 0;
        usualInterval = 0;
        usualCenter = Double.NaN;
        strongest = 0;
        fourthPowers = 0;
    }

    /**
     * Takes one view's finding in, unless it is switched off; true when {@link #expect} should explain it. The strongest explains, except that the
     * first that is {@code enough} by itself stands: views come in the order of how plain their explanation is.
     */
    boolean strongest(Detector view, double strength, double enough) {
        if (off(view)) {
            return false;
        }
        double square = strength * strength;
        fourthPowers += square * square;
        if (strength <= strongest || strongest >= enough) {
            return false;
        }
        strongest = strength;
        detector = view;
        return true;
    }

    /** These views find nothing this time, too. */
    void leaveToOthers(int views) {
        off |= views;
    }

    private boolean off(Detector view) {
        return (off & Policy.bit(view)) != 0;
    }

    /** A silence that by itself scores so much; it is told when nothing that the value says scores more. */
    void silence(long micros, long usual, double itsScore) {
        if (itsScore > score && !off(Detector.GAP)) {
            detector = Detector.GAP;
            score = itsScore;
            silence = micros;
            usualInterval = usual;
            expect(Double.NaN, Double.NaN);
        }
    }

    /** Found without any doubt. */
    void certain(Detector by) {
        detector = by;
        score = 1;
    }

    void expect(double low, double high) {
        expectedLow = low;
        expectedHigh = high;
    }

    /** What is usual: {@code exp(logSize) - offset} scales around the center; worked out only when somebody asks. */
    void usual(double center, double scale, double logSize, double offset) {
        usualCenter = center;
        usualScale = scale;
        usualLogSize = logSize;
        usualOffset = offset;
    }

    /** What is usual, if nothing is known but the range. */
    void usual(double low, double high) {
        usual((low + high) / 2, (high - low) / 2, 0, 0);
    }

    void still(int readings) {
        still = readings;
    }

    /** All views together: a little more than the strongest when several agree. */
    double strength() {
        return Math.sqrt(Math.sqrt(fourthPowers));
    }

    void score(double value) {
        score = value;
    }
}
