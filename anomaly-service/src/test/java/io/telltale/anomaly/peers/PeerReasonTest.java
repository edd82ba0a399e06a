package io.telltale.anomaly.peers;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class PeerReasonTest {

    private static final long TEN_PAST_THREE = (3 * 60 + 10) * 60_000_000L;

    @Test
    void saysHowFarTheDeviceIsFromTheMiddleOfItsSiblings() {
        assertThat(reason(31.42, 3.1234, 0.02, 0.58, "°C"))
                .isEqualTo(
                        "31.42 °C at 03:10 is 3.12 °C above the middle of its 11 siblings at site north; usually within 0.6");
    }

    @Test
    void saysWhereADeviceUsuallyIsThatStandsApart() {
        assertThat(reason(-4, -0.04, -21.3, 5.92, ""))
                .isEqualTo("-4 at 03:10 is 0 below the middle of its 11 siblings at site north;"
                        + " usually 21.3 below, give or take 5.9");
    }

    @Test
    void givesAsManyDigitsAsMakeSense() {
        assertThat(reason(1_234_567, 34_567, 10, 2_345, ""))
                .isEqualTo(
                        "1234600 at 03:10 is 34600 above the middle of its 11 siblings at site north; usually within 2400");
        assertThat(reason(2.5e-11, 1e-11, 0, 1e-12, ""))
                .isEqualTo("2.500E-11 at 03:10 is 1.000E-11 above the middle of its 11 siblings at site north;"
                        + " usually within 1.000E-12");
    }

    private static String reason(double level, double gap, double usualGap, double within, String unit) {
        Departure found = new Departure(1, level, 0.9, 0, 0, gap, usualGap, within, 11);
        return PeerReason.of("north", found, TEN_PAST_THREE, unit);
    }
}
