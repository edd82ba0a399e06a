package io.telltale.alerting.ruletest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class InputSeriesTest {

    @Test
    void namesMetricDeviceProfileAndLabels() {
        assertThat(InputSeries.parse("temperature{device=\"pump-1\", profile=\"pump\", site=\"a, \\\"b\\\"\"}"))
                .isEqualTo(new InputSeries("temperature", "pump-1", Optional.of("pump"), Map.of("site", "a, \"b\"")));
        assertThat(InputSeries.parse("t{device=\"d\",}"))
                .isEqualTo(new InputSeries("t", "d", Optional.empty(), Map.of()));
    }

    @Test
    void saysWhatIsWrong() {
        assertThatThrownBy(() -> InputSeries.parse("temperature")).hasMessageContaining("is no series");
        assertThatThrownBy(() -> InputSeries.parse("t{site=\"a\"}")).hasMessageContaining("has no label device");
        assertThatThrownBy(() -> InputSeries.parse("t{device=d}"))
                .hasMessage("'device=d' is no label: write name=\"value\"");
        assertThatThrownBy(() -> InputSeries.parse("t{device=\"d\" x}")).hasMessageContaining("is no label");
        assertThatThrownBy(() -> InputSeries.parse("t{device=\"d\", device=\"e\"}"))
                .hasMessageContaining("device twice");
    }
}
