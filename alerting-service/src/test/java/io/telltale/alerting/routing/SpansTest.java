package io.telltale.alerting.routing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class SpansTest {

    @Test
    void readsWhatPrometheusAndIso8601Write() {
        assertThat(Spans.parse("f", "1y")).isEqualTo(Duration.ofDays(365));
        assertThat(Spans.parse("f", "2w3d")).isEqualTo(Duration.ofDays(17));
        assertThat(Spans.parse("f", "1h30m")).isEqualTo(Duration.ofMinutes(90));
        assertThat(Spans.parse("f", "1m5s7ms")).isEqualTo(Duration.ofMillis(65_007));
        assertThat(Spans.parse("f", "0")).isEqualTo(Duration.ZERO);
        assertThat(Spans.parse("f", "PT1H30M")).isEqualTo(Duration.ofMinutes(90));
        assertThat(Spans.parse("f", null, Duration.ofSeconds(3))).isEqualTo(Duration.ofSeconds(3));
    }

    @Test
    void isAYearLongAtMost() {
        assertThat(Spans.parse("f", "365d")).isEqualTo(Duration.ofDays(365));
        for (String tooLong : new String[] {"365d1ms", "99999999999999999999y", "P366D", "-PT1S", "P-1D"}) {
            assertThatThrownBy(() -> Spans.parse("f", tooLong))
                    .as(tooLong)
                    .isInstanceOf(InvalidRoutingException.class)
                    .extracting("field")
                    .isEqualTo("f");
        }
    }

    @Test
    void saysWhatIsNoDuration() {
        for (String wrong : new String[] {"", "10", "ten", "1s1m", "1.5h", "-1s", "PT", "P1Y"}) {
            assertThatThrownBy(() -> Spans.parse("f", wrong))
                    .as(wrong)
                    .hasMessage("must be a duration like 30s, 5m or 1h30m, but is '" + wrong + "'");
        }
    }
}
