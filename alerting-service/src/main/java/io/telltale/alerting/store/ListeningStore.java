package io.telltale.alerting.store;

import io.telltale.events.SeriesKey;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Map;
import java.util.OptionalLong;

/** How long the lanes have been listened to, and what was heard on them. Blocks; any thread. */
public final class ListeningStore {

    private final Transactions transactions;

    public ListeningStore(Transactions transactions) {
        this.transactions = transactions;
    }

    /**
     * How far a lane has been listened to.
     *
     * @param listened how long, microseconds
     * @param sequence up to where it is known what was heard; empty before the first time
     */
    public record Lane(long listened, OptionalLong sequence) {}

    /** A lane as it stands. */
    public Lane lane(int shard) {
        return transactions.run(connection -> {
            String sql = "select listened, sequence from lane_listening where shard = ?";
            try (PreparedStatement select = connection.prepareStatement(sql)) {
                select.setInt(1, shard);
                try (ResultSet row = select.executeQuery()) {
                    if (!row.next()) {
                        throw new SQLException("lane_listening has no row of shard " + shard);
                    }
                    long listened = row.getLong("listened");
                    long sequence = row.getLong("sequence");
                    return new Lane(listened, row.wasNull() ? OptionalLong.empty() : OptionalLong.of(sequence));
                }
            }
        });
    }

    /**
     * Moves a lane on.
     *
     * @param before as this replica knows it
     * @param after as it is now
     * @param marks when series were heard, by the lane's clock
     * @return false when another replica has moved the lane meanwhile; nothing was written
     */
    public boolean advance(int shard, Lane before, Lane after, Map<SeriesKey, Long> marks, Instant now) {
        return transactions.run(connection -> {
            String sql = "update lane_listening set listened = ?, sequence = ? where shard = ? and listened = ?";
            try (PreparedStatement update = connection.prepareStatement(sql)) {
                update.setLong(1, after.listened);
                update.setObject(2, after.sequence.isPresent() ? after.sequence.getAsLong() : null);
                update.setInt(3, shard);
                update.setLong(4, before.listened);
                if (update.executeUpdate() == 0) {
                    return false;
                }
            }
            if (!marks.isEmpty()) {
                HeardRows.save(connection, shard, marks, now);
            }
            return true;
        });
    }
}
