package io.telltale.anomaly.store;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;

/**
 * Who is in the middle of a transaction on a shard, so that a new owner can end it.
 *
 * <p>An owner that is frozen inside its transaction keeps its lock on the shard's row for as long as it sleeps, also in the
 * middle of a COPY, where PostgreSQL's own timeouts do not reach. Every such transaction therefore holds an advisory lock
 * by which {@link #evict} finds its backend. Ending it loses nothing: it is rolled back, and its messages are still in the
 * stream.
 */
final class OwnerLock {

    /** To be selected by the statement that locks the shard's row; shared, so it never waits. */
    static final String TAKE = "pg_advisory_xact_lock_shared(1952805996, shard)";

    private static final String EVICT = """
            select pg_terminate_backend(pid, 1000) from pg_locks
            where locktype = 'advisory' and granted and pid <> pg_backend_pid()
                and database = (select oid from pg_database where datname = current_database())
                and classid = 1952805996 and objid = ? and objsubid = 2""";

    private OwnerLock() {}

    /** Ends every other transaction on the shard; returns when they are gone, after a second each at most. */
    static void evict(Connection connection, int shard) throws SQLException {
        try (PreparedStatement evict = connection.prepareStatement(EVICT)) {
            evict.setInt(1, shard);
            evict.executeQuery().close();
        }
    }
}
