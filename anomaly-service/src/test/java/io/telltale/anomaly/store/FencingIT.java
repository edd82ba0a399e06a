package io.telltale.anomaly.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.telltale.events.SeriesKey;
import io.telltale.events.shards.FencedException;
import io.telltale.testkit.RealServers;
import io.telltale.testkit.Timescale.Database;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyIn;
import org.postgresql.ds.PGSimpleDataSource;

/** A shard changes hands while the owner before is anywhere in its work, also asleep in the middle of a transaction. */
@ExtendWith(RealServers.class)
class FencingIT {

    private static final int SHARD = 5;
    private static final long T = 1_772_366_400_000_000L;

    private final PGSimpleDataSource dataSource = new PGSimpleDataSource();
    private ShardTables tables;
    private TimescaleReadingStore store;
    private int series;

    @BeforeEach
    void migrate(Database database) throws Exception {
        dataSource.setUrl(database.jdbcUrl());
        dataSource.setUser(database.user());
        dataSource.setPassword(database.password());
        dataSource.setSocketTimeout(20);
        Flyway.configure().dataSource(dataSource).load().migrate();
        tables = new ShardTables(dataSource);
        store = new TimescaleReadingStore(dataSource);
        SeriesKey key = new SeriesKey("default", "pump-1", "temperature");
        series = tables.addSeries(SHARD, Set.of(key), Map.of())
                .values()
                .iterator()
                .next();
    }

    @Test
    void refusesTheCommitOfAnOwnerWhoseEpochIsOver() throws Exception {
        OpenedShard old = tables.open(SHARD);
        store.write(readings(old.epoch(), 0, 1));
        OpenedShard owner = tables.open(SHARD);

        assertThatThrownBy(() -> store.write(readings(old.epoch(), 1, 2)))
                .isInstanceOf(FencedException.class)
                .hasMessage("shard 5 was moved on by another owner; progress is no longer 1");
        assertThat(stored()).isEqualTo(1);

        assertThat(owner.progress()).isEqualTo(1);
        store.write(readings(owner.epoch(), 1, 2));
        assertThat(stored()).isEqualTo(2);
    }

    @Test
    void takesAShardFromAnOwnerThatSleepsBetweenTwoStatements() throws Exception {
        OpenedShard old = tables.open(SHARD);
        try (Connection asleep = inTransaction(old.epoch())) {
            assertTakenOver();
            assertThatThrownBy(asleep::commit).isInstanceOf(SQLException.class);
        }
        assertThat(stored()).isEqualTo(1);
    }

    @Test
    void takesAShardFromAnOwnerThatSleepsInTheMiddleOfACopy() throws Exception {
        OpenedShard old = tables.open(SHARD);
        Connection asleep = inTransaction(old.epoch());
        CopyIn copy = asleep.unwrap(PGConnection.class)
                .getCopyAPI()
                .copyIn("copy readings (series_id, ts, value) from stdin");
        byte[] row = (series + "\t2026-03-01 12:00:00Z\t99\n").getBytes(StandardCharsets.US_ASCII);
        copy.writeToCopy(row, 0, row.length);
        copy.flushCopy();

        assertTakenOver();
        assertThatThrownBy(copy::endCopy).isInstanceOf(SQLException.class);
        asleep.abort(Runnable::run);
        assertThat(stored()).isEqualTo(1);
    }

    @Test
    void leavesTheOwnersOfOtherShardsAlone() throws Exception {
        OpenedShard neighbour = tables.open(SHARD + 1);
        OpenedShard old = tables.open(SHARD);
        try (Connection working = dataSource.getConnection();
                Connection asleep = inTransaction(old.epoch())) {
            advance(working, SHARD + 1, neighbour.epoch());
            assertTakenOver();
            working.commit();
            assertThatThrownBy(asleep::commit).isInstanceOf(SQLException.class);
        }
        assertThat(tables.open(SHARD + 1).progress()).isEqualTo(1);
    }

    /** The new owner gets the shard within the two seconds that are left of five once the lease has expired, and writes. */
    private void assertTakenOver() throws Exception {
        long began = System.nanoTime();
        OpenedShard owner = tables.open(SHARD);
        assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(Duration.ofSeconds(2));
        assertThat(owner.progress()).isZero();
        assertThat(store.write(readings(owner.epoch(), 0, 1))).isEqualTo(new WriteResult.Committed(1, 0));
    }

    /** What an owner's connection looks like once it has moved the progress and not committed. */
    private Connection inTransaction(long epoch) throws SQLException {
        Connection connection = dataSource.getConnection();
        advance(connection, SHARD, epoch);
        return connection;
    }

    private static void advance(Connection connection, int shard, long epoch) throws SQLException {
        connection.setAutoCommit(false);
        try (PreparedStatement advance = connection.prepareStatement(TimescaleReadingStore.ADVANCE)) {
            advance.setLong(1, 1);
            advance.setLong(2, 0);
            advance.setInt(3, shard);
            advance.setLong(4, epoch);
            advance.setLong(5, 0);
            advance.executeQuery().close();
        }
    }

    private ShardWrite readings(long epoch, long after, long sequence) {
        ReadingRows rows = new ReadingRows();
        rows.add(series, T + sequence, sequence);
        return new ShardWrite(SHARD, epoch, after, sequence, rows, List.of(), List.of(), 0);
    }

    private int stored() throws SQLException {
        try (Connection connection = dataSource.getConnection();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("select count(*) from readings")) {
            row.next();
            return row.getInt(1);
        }
    }
}
