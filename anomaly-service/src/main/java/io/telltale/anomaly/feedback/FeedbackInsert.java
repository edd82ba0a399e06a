package io.telltale.anomaly.feedback;

import io.telltale.anomaly.store.AnomalyId;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.ZoneOffset;

/** Adds rows of feedback one transaction after the other, so that their ids are in the order of their commits. */
final class FeedbackInsert {

    private static final String PATIENCE = "set local lock_timeout = '3s'; set local statement_timeout = '5s'";
    private static final String ONE_AT_A_TIME = "select pg_advisory_xact_lock(1952805996, -1)";
    private static final String ADD = """
            insert into feedback (series_id, ts, score, detector, verdict, comment, said_by)
            select series_id, ts, score, detector, ?, ?, ? from anomalies where series_id = ? and ts = ?
            returning id""";

    private FeedbackInsert() {}

    /** Until the end of the transaction nobody else adds any. */
    static void lock(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(PATIENCE);
            statement.execute(ONE_AT_A_TIME);
        }
    }

    /** The new row's id. */
    static long add(Connection connection, AnomalyId finding, Opinion opinion) throws SQLException {
        try (PreparedStatement insert = connection.prepareStatement(ADD)) {
            insert.setString(1, opinion.verdict().map(Verdict::label).orElse(null));
            insert.setString(2, opinion.comment().orElse(null));
            insert.setString(3, opinion.by());
            insert.setInt(4, finding.seriesId());
            insert.setObject(5, finding.time().atOffset(ZoneOffset.UTC));
            try (ResultSet row = insert.executeQuery()) {
                if (!row.next()) {
                    throw new SQLException("the finding " + finding + " was deleted meanwhile");
                }
                return row.getLong(1);
            }
        }
    }
}
