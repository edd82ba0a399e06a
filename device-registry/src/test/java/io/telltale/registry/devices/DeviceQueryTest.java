package io.telltale.registry.devices;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.telltale.http.Problem;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class DeviceQueryTest {

    @Test
    void readsNameAndValueAtTheFirstColon() {
        assertThat(DeviceQuery.labels(List.of("site:a", "url:http://h:1", "empty:")))
                .isEqualTo(Map.of("site", "a", "url", "http://h:1", "empty", ""));
        assertThat(DeviceQuery.labels(List.of())).isEmpty();
    }

    @Test
    void refusesALabelWithoutNameOrValue() {
        assertThatThrownBy(() -> DeviceQuery.labels(List.of("site"))).isInstanceOf(Problem.class);
        assertThatThrownBy(() -> DeviceQuery.labels(List.of(":a"))).isInstanceOf(Problem.class);
    }

    @Test
    void refusesTwoValuesOfOneLabel() {
        assertThatThrownBy(() -> DeviceQuery.labels(List.of("site:a", "site:b")))
                .isInstanceOf(Problem.class);
        assertThat(DeviceQuery.labels(List.of("site:a", "site:a"))).isEqualTo(Map.of("site", "a"));
    }
}
