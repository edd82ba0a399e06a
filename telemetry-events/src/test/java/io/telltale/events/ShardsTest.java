package io.telltale.events;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

class ShardsTest {

    @Test
    void keepsEveryDeviceInTheLaneItAlwaysHad() {
        assertThat(Shards.of("default", "pump-7")).isEqualTo(0);
        assertThat(Shards.of("default", "boiler-1")).isEqualTo(2);
        assertThat(Shards.of("acme", "pump-7")).isEqualTo(1);
    }

    @Test
    void spreadsDevicesEvenly() {
        int[] devices = new int[Shards.COUNT];
        for (int i = 0; i < 16_000; i++) {
            devices[Shards.of("default", "device-" + i)]++;
        }
        assertThat(Arrays.stream(devices)).allMatch(n -> n > 3_800 && n < 4_200);
    }
}
