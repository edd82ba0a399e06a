package io.telltale.simulator.load;

import io.telltale.simulator.stack.CannotRunException;
import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.function.Supplier;
import java.util.stream.IntStream;

/**
 * Reads from the database {@code telemetry} what it holds of a run: the run's devices and metrics, within the run's times.
 * Blocking, one thread. A connection that broke is opened anew for the next question.
 */
final class StoredReadings implements AutoCloseable {

    private static final int FETCH = 10_000;

    private static final String OF_RUN = """
            from readings r join series s using (series_id)
            where s.tenant = ? and s.device = any(?) and s.metric = any(?) and r.ts >= ? and r.ts <= ?
            """;

    private final Supplier<Connection> connector;
    private final String tenant;
    private final String[] devices;
    private final String[] metrics;
    private final OffsetDateTime from;
    private final OffsetDateTime to;
    private Connection connection;

    StoredReadings(Supplier<Connection> connector, String tenant, LoadPlan plan, Stamps stamps) {
        this.connector = connector;
        this.connection = connector.get();
        this.tenant = tenant;
        this.devices = IntStream.range(0, plan.devices()).mapToObj(plan::device).toArray(String[]::new);
        this.metrics = IntStream.range(0, plan.traffic().metrics())
                .mapToObj(Stamps::metric)
                .toArray(String[]::new);
        this.from = time(stamps.micros(0));
        this.to = time(stamps.micros(stamps.schedule().messages()));
    }

    /** How many rows there are. */
    long rows() throws SQLException {
        try (PreparedStatement statement = prepare("select count(*) " + OF_RUN);
                ResultSet result = statement.executeQuery()) {
            result.next();
            return result.getLong(1);
        }
    }

    /** One series in numbers: if they are those of 0 to n-1 once each, it holds exactly these. */
    interface SeriesVisitor {
        void series(int seriesId, String device, String metric, StoredSummary summary) throws SQLException;
    }

    /** Rows of a series, how many different, and whether they are whole numbers from 0 to {@code max}. */
    record StoredSummary(long rows, long different, double min, double max, boolean whole) {
        /** n different whole numbers between 0 and n-1 in n rows are each of them once. */
        boolean isCompleteOnce(int published) {
            return whole && min >= 0 && max <= published - 1d && rows == published && different == published;
        }
    }

    /** Visits every series of the run that has rows. */
    void summaries(SeriesVisitor visitor) throws SQLException {
        String columns = """
                select r.series_id, s.device, s.metric, count(*), count(distinct r.value),
                       min(r.value), max(r.value), bool_and(r.value = floor(r.value))
                """;
        try (PreparedStatement statement = prepare(columns + OF_RUN + "group by r.series_id, s.device, s.metric");
                ResultSet rows = statement.executeQuery()) {
            while (rows.next()) {
                StoredSummary summary = new StoredSummary(
                        rows.getLong(4), rows.getLong(5), rows.getDouble(6), rows.getDouble(7), rows.getBoolean(8));
                visitor.series(rows.getInt(1), rows.getString(2), rows.getString(3), summary);
            }
        }
    }

    /** Every value of one series. */
    StoredSeries values(int seriesId, int published, Wave wave) throws SQLException {
        StoredSeries.Builder series = new StoredSeries.Builder(published);
        try (PreparedStatement statement = connection.prepareStatement(
                "select value, count(*) from readings where series_id = ? and ts >= ? and ts <= ? group by value")) {
            statement.setInt(1, seriesId);
            statement.setObject(2, from);
            statement.setObject(3, to);
            statement.setFetchSize(FETCH);
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    series.add(wave.number(rows.getDouble(1)), rows.getLong(2));
                }
            }
        }
        return series.build();
    }

    /** Opens a new connection when the old one is of no more use. */
    void revive() throws SQLException {
        if (!connection.isValid(2)) {
            connection.close();
            connection = connector.get();
        }
    }

    @Override
    public void close() {
        try {
            connection.close();
        } catch (SQLException e) {
            throw new CannotRunException("closing the database failed: " + e.getMessage(), e);
        }
    }

    static OffsetDateTime time(long micros) {
        return Instant.EPOCH.plus(micros, ChronoUnit.MICROS).atOffset(ZoneOffset.UTC);
    }

    private PreparedStatement prepare(String sql) throws SQLException {
        PreparedStatement statement = connection.prepareStatement(sql);
        Array deviceArray = connection.createArrayOf("text", devices);
        Array metricArray = connection.createArrayOf("text", metrics);
        statement.setString(1, tenant);
        statement.setArray(2, deviceArray);
        statement.setArray(3, metricArray);
        statement.setObject(4, from);
        statement.setObject(5, to);
        return statement;
    }
}
