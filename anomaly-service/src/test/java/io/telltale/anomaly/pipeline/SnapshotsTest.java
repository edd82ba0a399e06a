package io.telltale.anomaly.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import io.telltale.anomaly.detect.Assessment;
import io.telltale.anomaly.store.DetectorStateRow;
import io.telltale.anomaly.store.SeriesRow;
import io.telltale.anomaly.store.ShardTables;
import io.telltale.events.SeriesKey;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.postgresql.ds.PGSimpleDataSource;

class SnapshotsTest {

    private static final Duration PERIOD = Duration.ofSeconds(30);

    private final ShardSeries series = new ShardSeries(
            0, new ShardTables(new PGSimpleDataSource()), new SeriesLimits(1_000, 1_000_000, 1_000_000));
    private final Assessment assessment = new Assessment();
    private Instant now = Instant.EPOCH;
    private final Snapshots snapshots = new Snapshots(series, PERIOD, () -> now);

    @Test
    void savesASweepEvenlyOverHalfThePeriodAndIsCompleteUpToItsBeginningAfterTheLast() {
        load(1_000);
        change(0, 1_000);
        assertThat(snapshots.due(7)).isEqualTo(new Snapshots.Slice(List.of(), 0));

        Set<Integer> saved = new HashSet<>();
        for (int second = 1; second < 15; second++) {
            now = now.plusSeconds(1);
            change(0, 1_000);
            Snapshots.Slice slice = snapshots.due(7 + second);
            assertThat(slice.states()).hasSizeBetween(66, 67);
            assertThat(slice.complete()).isZero();
            saved.addAll(ids(slice));
        }
        now = now.plusSeconds(1);
        Snapshots.Slice last = snapshots.due(22);
        saved.addAll(ids(last));

        assertThat(saved).hasSize(1_000);
        assertThat(last.complete()).isEqualTo(7);
        now = now.plusSeconds(15);
        assertThat(snapshots.due(30).complete()).isEqualTo(30); // nothing has changed since 22, so all is saved
    }

    @Test
    void theNextSweepSavesWhatChangedAfterItsTurn() {
        load(10);
        change(0, 10);
        snapshots.due(1);
        now = now.plusSeconds(6);
        List<Integer> first = ids(snapshots.due(2));
        assertThat(first).hasSize(4);
        change(first.getFirst(), first.getFirst() + 1);

        now = now.plusSeconds(9);
        assertThat(snapshots.due(3)).satisfies(slice -> {
            assertThat(slice.states()).hasSize(6);
            assertThat(slice.complete()).isEqualTo(1);
        });
        now = now.plusSeconds(15);
        Snapshots.Slice second = snapshots.due(4);
        assertThat(ids(second)).containsExactly(first.getFirst());
        assertThat(second.complete()).isEqualTo(4);
    }

    @Test
    void savesVeryManyStatesNoFasterThanTheDatabaseShouldBear() {
        load(25_000);
        change(0, 25_000);
        snapshots.due(1);
        now = now.plusSeconds(15);
        assertThat(snapshots.due(2).states()).hasSize(3_750);
    }

    @Test
    void slicesNoThinnerThanAQuarterOfASecond() {
        load(1_000);
        change(0, 1_000);
        snapshots.due(1);
        now = now.plusMillis(249);
        assertThat(snapshots.due(2).states()).isEmpty();
        now = now.plusMillis(1);
        assertThat(snapshots.due(3).states()).hasSize(16);
    }

    @Test
    void aWholeSnapshotSavesAllThatChangedAndBeginsAnew() {
        load(10);
        change(0, 8);
        snapshots.due(1);
        assertThat(snapshots.whole(5)).satisfies(slice -> {
            assertThat(slice.states()).hasSize(8);
            assertThat(slice.complete()).isEqualTo(5);
        });
        now = now.plusSeconds(60);
        assertThat(snapshots.due(5)).isEqualTo(new Snapshots.Slice(List.of(), 5));
    }

    private void load(int count) {
        List<SeriesRow> rows = new ArrayList<>();
        for (int id = 0; id < count; id++) {
            rows.add(new SeriesRow(id, key(id), Optional.empty(), 0, Optional.empty()));
        }
        series.load(rows);
    }

    private static SeriesKey key(int id) {
        return new SeriesKey("default", "pump-" + id, "t");
    }

    private void change(int from, int to) {
        long micros = now.toEpochMilli() * 1_000 + 1;
        for (int id = from; id < to; id++) {
            Series of = series.find(key(id));
            assertThat(of).isNotNull();
            of.judge(micros, id, assessment);
        }
    }

    private static List<Integer> ids(Snapshots.Slice slice) {
        return slice.states().stream().map(DetectorStateRow::seriesId).toList();
    }
}
