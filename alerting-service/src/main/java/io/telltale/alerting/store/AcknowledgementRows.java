package io.telltale.alerting.store;

import io.telltale.alerting.alert.Acknowledgement;
import io.telltale.alerting.alert.ShownAlert;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** The columns {@code acknowledged_*} of the table {@code alerts}. */
final class AcknowledgementRows {

    static final String COLUMNS = "acknowledged_at, acknowledged_by, acknowledged_until, acknowledged_comment";

    private AcknowledgementRows() {}

    /** A tenant's alert and who is at it, whether that is over or not; locked until the transaction ends. */
    static Optional<ShownAlert> lock(Connection connection, String tenant, UUID id) throws SQLException {
        String sql =
                "select " + AlertRows.COLUMNS + ", " + COLUMNS + " from alerts where tenant = ? and id = ? for update";
        try (PreparedStatement select = connection.prepareStatement(sql)) {
            select.setString(1, tenant);
            select.setObject(2, id);
            return read(select).stream().findFirst();
        }
    }

    /** Open alerts whose acknowledgement is over, locked; those another replica holds are left out. */
    static List<ShownAlert> expired(Connection connection, Instant now, int limit) throws SQLException {
        String sql = "select " + AlertRows.COLUMNS + ", " + COLUMNS + """
                 from alerts where acknowledged_until <= ? and state <> 'resolved'
                order by id limit ? for update skip locked
                """;
        try (PreparedStatement select = connection.prepareStatement(sql)) {
            Columns.set(select, 1, now);
            select.setInt(2, limit);
            return read(select);
        }
    }

    static void set(Connection connection, UUID alert, Optional<Acknowledgement> acknowledgement) throws SQLException {
        String sql = """
                update alerts set acknowledged_at = ?, acknowledged_by = ?, acknowledged_until = ?,
                  acknowledged_comment = ? where id = ?
                """;
        try (PreparedStatement update = connection.prepareStatement(sql)) {
            Columns.set(update, 1, acknowledgement.map(Acknowledgement::at));
            setText(update, 2, acknowledgement.map(Acknowledgement::by));
            Columns.set(update, 3, acknowledgement.flatMap(Acknowledgement::until));
            setText(update, 4, acknowledgement.flatMap(Acknowledgement::comment));
            update.setObject(5, alert);
            update.executeUpdate();
        }
    }

    /** Who is at the alert of a row, whether that is over or not. */
    static Optional<Acknowledgement> of(ResultSet row) throws SQLException {
        Optional<Instant> at = Columns.optionalInstant(row, "acknowledged_at");
        if (at.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(new Acknowledgement(
                row.getString("acknowledged_by"),
                at.get(),
                Columns.optionalInstant(row, "acknowledged_until"),
                Optional.ofNullable(row.getString("acknowledged_comment"))));
    }

    private static List<ShownAlert> read(PreparedStatement select) throws SQLException {
        List<ShownAlert> found = new ArrayList<>();
        try (ResultSet row = select.executeQuery()) {
            while (row.next()) {
                found.add(
                        new ShownAlert(AlertRows.alert(row), row.getLong("seq"), of(row), List.of(), List.of(), false));
            }
        }
        return found;
    }

    private static void setText(PreparedStatement statement, int index, Optional<String> text) throws SQLException {
        if (text.isPresent()) {
            statement.setString(index, text.get());
        } else {
            statement.setNull(index, Types.VARCHAR);
        }
    }
}
