package io.telltale.alerting.absence;

import io.telltale.alerting.Stage;
import io.telltale.alerting.intake.RuleCatalog;
import io.telltale.alerting.store.ListeningStore;
import io.telltale.events.ReadingBatch;
import io.telltale.events.Shards;
import io.telltale.events.shards.ShardBatch;
import io.telltale.events.shards.ShardProcessor;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** All lanes of the stream, as one replica reads them when the test says so. */
final class LanesAtHand {

    private final ListeningStore store;
    private final RuleCatalog rules;
    private final Duration stale;
    private final ListeningLane.Settings settings;
    private final List<ListeningLane> lanes = new ArrayList<>();
    private final long[] sequences = new long[Shards.COUNT];
    private final long[] handedOver = new long[Shards.COUNT];
    private final long[] waiting = new long[Shards.COUNT];
    private WatchedSeries seen = WatchedSeries.NONE;
    private int rulesSeen = -1;

    LanesAtHand(ListeningStore store, RuleCatalog rules, Duration stale, ListeningLane.Settings settings) {
        this.store = store;
        this.rules = rules;
        this.stale = stale;
        this.settings = settings;
    }

    /** Whoever judges readings has nothing to do here. */
    private record Judged(long through) implements ShardProcessor {
        @Override
        public long open() {
            return through;
        }

        @Override
        public void process(List<ShardBatch> batches) {}
    }

    /** A replica that is new has leased them; what was read before is judged. */
    void open() throws Exception {
        lanes.clear();
        Arrays.fill(handedOver, 0);
        for (int shard = 0; shard < Shards.COUNT; shard++) {
            ListeningLane lane =
                    new ListeningLane(shard, new Judged(sequences[shard]), store, this::watched, settings, () -> {});
            lane.open();
            lanes.add(lane);
        }
    }

    private WatchedSeries watched() {
        if (rulesSeen != rules.current().size()) {
            rulesSeen = rules.current().size();
            seen = new WatchedSeries(rules.current().rules(), stale);
        }
        return seen;
    }

    /** A reading of a device comes and is read. */
    void reads(String device, String metric) throws Exception {
        int shard = Shards.of(Stage.TENANT, device);
        waiting[shard]++;
        sequences[shard]++;
        ReadingBatch batch =
                ReadingBatch.builder(0).add(Stage.TENANT, device, metric, 1, 20).build();
        lanes.get(shard).process(List.of(new ShardBatch(sequences[shard], batch)));
        handedOver[shard]++;
        waiting[shard]--;
    }

    /** Whether readings wait to be read. */
    void behind(boolean behind) {
        Arrays.fill(waiting, behind ? 100 : 0);
    }

    /** The lanes are looked after, as the server answers or not. */
    void tick(Instant now, boolean serverAway) {
        for (ListeningLane lane : lanes) {
            if (serverAway) {
                lane.deaf();
            } else if (waiting[lane.shard()] == 0) {
                lane.reaches(now, handedOver[lane.shard()]);
            }
            lane.save(now);
        }
    }
}
