package io.telltale.anomaly.report;

import io.nats.client.Connection;
import io.nats.client.JetStream;
import io.telltale.anomaly.store.ReadingDatabase;
import io.telltale.anomaly.store.TimescaleReadingStore;
import java.io.IOException;
import java.time.InstantSource;

/** Everything that leaves over one connection to NATS. Thread-safe; what it gives out is for one thread, but the feed. */
public final class Reports {

    private final JetStream jetStream;
    private final ReadingDatabase database;
    private final InstantSource clock;
    private final LiveFeed live;

    /** Over that connection; events wait for their confirmation in that database. */
    public Reports(Connection nats, ReadingDatabase database, InstantSource clock) throws IOException {
        this.jetStream = nats.jetStream();
        this.database = database;
        this.clock = clock;
        this.live = new LiveFeed(nats);
    }

    /** For readings that can't be stored. */
    public ParkedReadings parked() {
        return new ParkedReadings(jetStream, clock);
    }

    /** For the anomalies of one shard. */
    public AnomalyEvents events(int shard, TimescaleReadingStore store) {
        return new AnomalyEvents(jetStream, database.tables(), store, clock, shard);
    }

    /** For whoever watches. */
    public LiveFeed live() {
        return live;
    }
}
