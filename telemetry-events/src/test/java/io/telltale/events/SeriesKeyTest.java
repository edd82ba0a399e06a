package io.telltale.events;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class SeriesKeyTest {

    @Test
    void keptKeysShareTheirNames() {
        SeriesKey one = SeriesKey.kept(read("default"), read("pump-1"), read("temperature"));
        SeriesKey other = SeriesKey.kept(read("default"), read("pump-1"), read("temperature"));

        assertThat(one).isEqualTo(new SeriesKey("default", "pump-1", "temperature"));
        assertThat(one.tenant()).isSameAs(other.tenant());
        assertThat(one.device()).isSameAs(other.device());
        assertThat(one.metric()).isSameAs(other.metric());
    }

    /** As a name comes from a batch or a row: an object of its own. */
    private static String read(String name) {
        return new String(name.toCharArray());
    }
}
