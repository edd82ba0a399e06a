package io.telltale.alerting.store;

import jakarta.enterprise.context.ApplicationScoped;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/** The table {@code alert_comments}: what people said of alerts. Goes with the alert. Blocks; any thread. */
@ApplicationScoped
public class Comments {

    private final Transactions transactions;

    public Comments(Transactions transactions) {
        this.transactions = transactions;
    }

    /** What somebody said. */
    public record Comment(UUID id, Instant at, String by, String text) {}

    /** A comment and its place in the list. */
    public record Listed(Comment comment, long seq) {}

    /** Adds a comment to an alert that is there; false when it has {@code most} already. */
    public boolean add(UUID alert, Comment comment, int most) {
        String sql = """
                insert into alert_comments (id, alert_id, at, by, text)
                select ?, ?, ?, ?, ? where (select count(*) from alert_comments where alert_id = ?) < ?
                """;
        return transactions.run(connection -> {
            try (PreparedStatement insert = connection.prepareStatement(sql)) {
                insert.setObject(1, comment.id());
                insert.setObject(2, alert);
                Columns.set(insert, 3, comment.at());
                insert.setString(4, comment.by());
                insert.setString(5, comment.text());
                insert.setObject(6, alert);
                insert.setInt(7, most);
                return insert.executeUpdate() == 1;
            }
        });
    }

    /** An alert's comments after a place in the list, oldest first. */
    public List<Listed> page(UUID alert, long after, int limit) {
        String sql =
                "select id, seq, at, by, text from alert_comments where alert_id = ? and seq > ? order by seq limit ?";
        return transactions.run(connection -> {
            List<Listed> found = new ArrayList<>();
            try (PreparedStatement select = connection.prepareStatement(sql)) {
                select.setObject(1, alert);
                select.setLong(2, after);
                select.setInt(3, limit);
                try (ResultSet row = select.executeQuery()) {
                    while (row.next()) {
                        found.add(new Listed(
                                new Comment(
                                        Columns.uuid(row, "id"),
                                        Columns.instant(row, "at"),
                                        row.getString("by"),
                                        row.getString("text")),
                                row.getLong("seq")));
                    }
                }
            }
            return found;
        });
    }
}
