package io.telltale.registry.directory;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class DeviceKeyTest {

    @Test
    void aKeyOfTheBucketNamesItsDevice() {
        assertThat(DeviceKey.parse("default.pump-7")).contains(new DeviceKey("default", "pump-7"));
        assertThat(new DeviceKey("default", "pump-7").inBucket()).isEqualTo("default.pump-7");
    }

    @Test
    void aKeyThatCanNameNoDeviceIsToldApart() {
        assertThat(DeviceKey.parse("default")).isEmpty();
        assertThat(DeviceKey.parse("default.")).isEmpty();
        assertThat(DeviceKey.parse(".pump-7")).isEmpty();
        assertThat(DeviceKey.parse("default.pump.7")).isEmpty();
        assertThat(DeviceKey.parse("default.pump=7")).isEmpty();
    }
}
