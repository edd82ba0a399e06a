package io.telltale.anomaly.store;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyIn;

/**
 * Readings in PostgreSQL's binary COPY format; one buffer, used again. For one thread.
 *
 * @see <a href="https://www.postgresql.org/docs/17/sql-copy.html#SQL-COPY-FILE-FORMATS">COPY file formats</a>
 */
final class BinaryCopy {

    private static final byte[] SIGNATURE = "PGCOPY\n\u00ff\r\n\0".getBytes(StandardCharsets.ISO_8859_1);
    private static final int ROW_BYTES = 34;
    private static final int CHUNK_ROWS = 4096;
    /** Microseconds from 1970 to 2000, where PostgreSQL begins to count. */
    private static final long POSTGRES_EPOCH_MICROS = 946_684_800_000_000L;

    private final ByteBuffer buffer = ByteBuffer.allocate(SIGNATURE.length + 8 + CHUNK_ROWS * ROW_BYTES + 2);

    /** Sends all rows and ends the COPY; a failure leaves the transaction aborted. */
    void send(Connection connection, String sql, ReadingRows rows) throws SQLException {
        CopyIn copy = connection.unwrap(PGConnection.class).getCopyAPI().copyIn(sql);
        try {
            buffer.clear().put(SIGNATURE).putInt(0).putInt(0);
            for (int i = 0; i < rows.size(); i++) {
                put(rows, i);
                if (i % CHUNK_ROWS == CHUNK_ROWS - 1) {
                    flush(copy);
                }
            }
            buffer.putShort((short) -1);
            flush(copy);
            copy.endCopy();
        } finally {
            if (copy.isActive()) {
                copy.cancelCopy();
            }
        }
    }

    private void put(ReadingRows rows, int i) {
        buffer.putShort((short) 3);
        buffer.putInt(Integer.BYTES).putInt(rows.seriesId(i));
        buffer.putInt(Long.BYTES).putLong(rows.micros(i) - POSTGRES_EPOCH_MICROS);
        buffer.putInt(Double.BYTES).putDouble(rows.value(i));
    }

    private void flush(CopyIn copy) throws SQLException {
        copy.writeToCopy(buffer.array(), 0, buffer.position());
        buffer.clear();
    }
}
