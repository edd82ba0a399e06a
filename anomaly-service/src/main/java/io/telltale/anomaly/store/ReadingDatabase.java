package io.telltale.anomaly.store;

import jakarta.inject.Singleton;
import javax.sql.DataSource;

/** The database {@code telemetry} as the writing side sees it. Thread-safe. */
@Singleton
public class ReadingDatabase {

    private final DataSource dataSource;

    /** Uses connections of the given pool. */
    public ReadingDatabase(DataSource dataSource) {
        this.dataSource = dataSource;
    }

    /** What a shard's owner reads. */
    public ShardTables tables() {
        return new ShardTables(dataSource);
    }

    /** What is needed to compare siblings. */
    public PeerTables peers() {
        return new PeerTables(dataSource);
    }

    /** A store for one shard's thread. */
    public TimescaleReadingStore newStore() {
        return new TimescaleReadingStore(dataSource);
    }
}
