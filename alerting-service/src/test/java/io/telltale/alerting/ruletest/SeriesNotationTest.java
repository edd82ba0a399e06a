package io.telltale.alerting.ruletest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

/** The examples of Prometheus' own documentation, and what is none. */
class SeriesNotationTest {

    private static final double NONE = Double.NaN;

    @Test
    void standsForManyValues() {
        assertThat(SeriesNotation.parse("-2+4x3")).containsExactly(-2, 2, 6, 10);
        assertThat(SeriesNotation.parse(" 1-2x4")).containsExactly(1, -1, -3, -5, -7);
        assertThat(SeriesNotation.parse(" 1x4")).containsExactly(1, 1, 1, 1, 1);
        assertThat(SeriesNotation.parse("1 _x3 5")).containsExactly(1, NONE, NONE, NONE, 5);
        assertThat(SeriesNotation.parse("20+1x2 _ 95")).containsExactly(20, 21, 22, NONE, 95);
        assertThat(SeriesNotation.parse("1.5e1+.5x1\n -3")).containsExactly(15, 15.5, -3);
        assertThat(SeriesNotation.parse("")).isEmpty();
    }

    @Test
    void saysWhatIsNoneOfIt() {
        assertThatThrownBy(() -> SeriesNotation.parse("1 2y3"))
                .hasMessage("'2y3' is none of: a number, 5x3, 20+2x3, 20-2x3, _ for a missing one, _x3");
        assertThatThrownBy(() -> SeriesNotation.parse("stale")).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void hasAnEnd() {
        assertThatThrownBy(() -> SeriesNotation.parse("1x100000 1x100000"))
                .hasMessage("with '1x100000' there are more than 200000 values");
        assertThatThrownBy(() -> SeriesNotation.parse("1x99999999")).isInstanceOf(IllegalArgumentException.class);
    }
}
