package io.telltale.anomaly.peers;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.Locale;

/** The one sentence of why a device has left its pack; as many digits as its usual distance makes sense of. */
final class PeerReason {

    private static final long MINUTE_MICROS = 60_000_000L;
    private static final int MINUTES_A_DAY = 1440;
    private static final int MOST_DECIMALS = 9;

    private PeerReason() {}

    /**
     * Of a departure.
     *
     * @param unit as people write it, or empty
     */
    static String of(String site, Departure found, long micros, String unit) {
        String in = unit.isEmpty() ? "" : " " + unit;
        int decimals = 1 - (int) Math.floor(Math.log10(found.within()));
        String usually = Math.abs(found.usualGap()) <= found.within() / 2
                ? "usually within " + number(found.within() + Math.abs(found.usualGap()), decimals)
                : "usually " + gap(found.usualGap(), decimals, "") + ", give or take "
                        + number(found.within(), decimals);
        return number(found.level(), decimals) + in + " at " + clock(micros) + " is " + gap(found.gap(), decimals, in)
                + " the middle of its " + found.siblings() + " siblings at site " + site + "; " + usually;
    }

    private static String gap(double gap, int decimals, String in) {
        return number(Math.abs(gap), decimals) + in + (gap < 0 ? " below" : " above");
    }

    private static String clock(long micros) {
        long minute = Math.floorMod(Math.floorDiv(micros, MINUTE_MICROS), (long) MINUTES_A_DAY);
        return String.format(Locale.ROOT, "%02d:%02d", minute / 60, minute % 60);
    }

    private static String number(double value, int decimals) {
        if (decimals > MOST_DECIMALS) {
            return new BigDecimal(value, new MathContext(4)).toString();
        }
        BigDecimal rounded = BigDecimal.valueOf(value).setScale(decimals, RoundingMode.HALF_EVEN);
        return rounded.signum() == 0 ? "0" : rounded.stripTrailingZeros().toPlainString();
    }
}
