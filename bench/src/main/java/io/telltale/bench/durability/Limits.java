package io.telltale.bench.durability;

import java.nio.file.Path;
import java.time.Duration;

/**
 * Two parts of the job alone, each with the whole machine to itself: nothing that does the whole job can be faster here. Servers of
 * their own, configured as in the local stack. One thread.
 */
public final class Limits implements AutoCloseable {

    private static final int READINGS_IN_A_MESSAGE = 100;
    private static final int ROWS_IN_A_TRANSACTION = 10_000;

    private final Path folder;
    private final JetStreamPublishes stream;
    private final PostgresCommits store;

    private Limits(Path folder, JetStreamPublishes stream, PostgresCommits store) {
        this.folder = folder;
        this.stream = stream;
        this.store = store;
    }

    /** Starts the servers, with their data in that folder. */
    public static Limits begin(Path folder) throws Exception {
        JetStreamPublishes stream = JetStreamPublishes.withSyncAlways(folder);
        try {
            return new Limits(folder, stream, PostgresCommits.begin(folder));
        } catch (Exception e) {
            stream.close();
            throw e;
        }
    }

    /** Readings a second by binary COPY into the table of the real migrations, each transaction waiting for the disk. */
    public double copy(Duration time) throws Exception {
        return store.transactionsOf(ROWS_IN_A_TRANSACTION, true).work().run(time);
    }

    /** Readings a second into JetStream in the gateway's encoding, 100 in a message, each message waiting for the disk. */
    public double publish(Duration time) throws Exception {
        return stream.batchesOf(READINGS_IN_A_MESSAGE).work().run(time);
    }

    /** Where data and logs are. */
    public Path folder() {
        return folder;
    }

    /** That of {@link #copy}, with the tables of the real migrations. */
    public TelemetryDatabase database() {
        return store.database();
    }

    @Override
    public void close() throws Exception {
        try {
            stream.close();
        } finally {
            store.close();
        }
    }
}
