package io.telltale.anomaly.feedback;

import io.quarkus.agroal.DataSource;
import io.telltale.anomaly.store.AnomalyId;
import io.telltale.anomaly.store.StoreException;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What operators said, in the database. Rows are only added: {@value #MOST} a
 * series, beyond which things can only be withdrawn. Thread-safe; blocks. */
@Singleton
public class FeedbackTable {

    /** Enough for any quarrel about a series, and little enough to fold at every new one. */
    static final int MOST = 500;

    private static final String MARKS = """
            select id, series_id, ts, score, detector, verdict, comment, said_by, said_at
            from feedback\s""";
    private static final String OF_MARKED_SINCE =
            MARKS + "where series_id in (select series_id from feedback where id > ?) order by id";
    private static final String OF_SERIES = MARKS + "where series_id = ? order by id";
    private static final String SERIES = "select series_id from series where tenant = ? and device = ? and metric = ?";
    private static final String FINDING = """
            select 1 from anomalies join series using (series_id) where tenant = ? and series_id = ? and ts = ?""";

    private final javax.sql.DataSource writing;
    private final javax.sql.DataSource reading;

    /** Uses one connection per call: of {@code writing} for what the pipeline needs and what is said, else of {@code reading}. */
    public FeedbackTable(javax.sql.DataSource writing, @DataSource("query") javax.sql.DataSource reading) {
        this.writing = writing;
        this.reading = reading;
    }

    /** Everything ever said of those series of which something was said after row {@code id}, in the order of the rows. */
    List<Mark> ofSeriesMarkedAfter(long id) throws StoreException {
        try (Connection connection = writing.getConnection();
                PreparedStatement select = connection.prepareStatement(OF_MARKED_SINCE)) {
            select.setLong(1, id);
            return marks(select);
        } catch (SQLException e) {
            throw new StoreException("reading feedback", e);
        }
    }

    /** Everything ever said of a series; empty when there is no such series. */
    Optional<List<Mark>> ofSeries(String tenant, String device, String metric) throws StoreException {
        try (Connection connection = reading.getConnection();
                PreparedStatement select = connection.prepareStatement(SERIES)) {
            select.setString(1, tenant);
            select.setString(2, device);
            select.setString(3, metric);
            try (ResultSet row = select.executeQuery()) {
                return row.next() ? Optional.of(ofSeries(connection, row.getInt(1))) : Optional.empty();
            }
        } catch (SQLException e) {
            throw new StoreException("reading the feedback of a series", e);
        }
    }

    /** Adds what was said, unless just that stands already. */
    Said say(String tenant, AnomalyId finding, Opinion opinion) throws StoreException {
        try (Connection connection = writing.getConnection()) {
            connection.setAutoCommit(false);
            try {
                Said said = say(connection, tenant, finding, opinion);
                connection.commit();
                return said;
            } catch (SQLException | RuntimeException e) {
                connection.rollback();
                throw e;
            }
        } catch (SQLException e) {
            throw new StoreException("storing feedback", e);
        }
    }

    private static Said say(Connection connection, String tenant, AnomalyId finding, Opinion opinion)
            throws SQLException {
        if (!exists(connection, tenant, finding)) {
            return new Said.UnknownFinding();
        }
        FeedbackInsert.lock(connection);
        List<Mark> before = ofSeries(connection, finding.seriesId());
        Optional<Mark> last =
                before.stream().filter(mark -> mark.finding().equals(finding)).reduce((earlier, later) -> later);
        boolean stands = last.flatMap(Mark::verdict).isPresent();
        if (opinion.verdict().isEmpty() && !stands) {
            return new Said.NothingToWithdraw();
        }
        if (last.isPresent() && opinion.saidBy(last.get())) {
            return new Said.Recorded(last.get().id(), before);
        }
        if (opinion.verdict().isPresent() && before.size() >= MOST) {
            return new Said.TooMuch(MOST);
        }
        long id = FeedbackInsert.add(connection, finding, opinion);
        return new Said.Recorded(id, ofSeries(connection, finding.seriesId()));
    }

    private static boolean exists(Connection connection, String tenant, AnomalyId finding) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement(FINDING)) {
            select.setString(1, tenant);
            select.setInt(2, finding.seriesId());
            select.setObject(3, finding.time().atOffset(ZoneOffset.UTC));
            try (ResultSet row = select.executeQuery()) {
                return row.next();
            }
        }
    }

    private static List<Mark> ofSeries(Connection connection, int seriesId) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement(OF_SERIES)) {
            select.setInt(1, seriesId);
            return marks(select);
        }
    }

    private static List<Mark> marks(PreparedStatement select) throws SQLException {
        List<Mark> marks = new ArrayList<>();
        try (ResultSet row = select.executeQuery()) {
            while (row.next()) {
                marks.add(new Mark(
                        row.getLong(1),
                        new AnomalyId(
                                row.getInt(2),
                                row.getObject(3, OffsetDateTime.class).toInstant()),
                        row.getDouble(4),
                        row.getString(5),
                        Optional.ofNullable(row.getString(6)).flatMap(Verdict::of),
                        Optional.ofNullable(row.getString(7)),
                        row.getString(8),
                        row.getObject(9, OffsetDateTime.class).toInstant()));
            }
        }
        return marks;
    }
}
