package io.telltale.events;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class BatchSeriesTest {

    private static final int MANY = 300;

    private final Map<SeriesKey, Integer> held = new HashMap<>();
    private final List<SeriesKey> asked = new ArrayList<>();
    private final BatchSeries<Integer> series = new BatchSeries<>(this::look);

    @Test
    void findsTheSeriesOfEachReadingInWhateverOrderBatchesNameThem() {
        hold("a", "x", 1);
        hold("a", "y", 2);
        hold("b", "x", 3);
        hold("b", "y", 4);

        assertThat(found(batch("a", "x", "b", "y", "a", "y", "a", "x", "b", "x")))
                .containsExactly(1, 4, 2, 1, 3);
        assertThat(found(batch("b", "y", "a", "x", "b", "x", "b", "y"))).containsExactly(4, 1, 3, 4);
    }

    @Test
    void asksOnceABatchForEachSeriesWhetherItIsHeldOrNot() {
        hold("a", "x", 1);

        assertThat(found(batch("a", "x", "a", "y", "a", "x", "a", "y"))).containsExactly(1, null, 1, null);

        assertThat(asked).containsExactly(key("a", "x"), key("a", "y"));
    }

    @Test
    void asksAnewOnceToldThatSomethingChanged() {
        found(batch("a", "x", "a", "y"));
        hold("a", "x", 1);
        assertThat(series.find(0)).isNull();

        series.forget();

        assertThat(series.find(0)).isEqualTo(1);
        assertThat(series.find(1)).isNull();
    }

    @Test
    void findsSeriesOfABatchWithDictionariesTooLargeToRememberPairsOf() {
        List<String> names = new ArrayList<>();
        List<Integer> expected = new ArrayList<>();
        for (int i = 0; i < MANY; i++) {
            hold("device" + i, "metric" + i, i);
            names.add("device" + i);
            names.add("metric" + i);
            expected.add(i);
        }

        assertThat(found(batch(names.toArray(String[]::new)))).isEqualTo(expected);
    }

    private @Nullable Integer look(SeriesKey key) {
        asked.add(key);
        return held.get(key);
    }

    private void hold(String device, String metric, int what) {
        held.put(key(device, metric), what);
    }

    private static SeriesKey key(String device, String metric) {
        return new SeriesKey("default", device, metric);
    }

    /** Pairs of device and metric, a reading each. */
    private static ReadingBatch batch(String... names) {
        ReadingBatch.Builder batch = ReadingBatch.builder(1);
        for (int i = 0; i < names.length; i += 2) {
            batch.add("default", names[i], names[i + 1], i, i);
        }
        return batch.build();
    }

    private List<@Nullable Integer> found(ReadingBatch batch) {
        series.begin(batch);
        List<@Nullable Integer> found = new ArrayList<>();
        for (int i = 0; i < batch.size(); i++) {
            found.add(series.find(i));
        }
        return found;
    }
}
