package io.telltale.bench.durability;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyIn;

/** Made-up readings into the hypertable by binary COPY. For one thread. */
public final class ReadingCopy {

    private static final String COPY = "copy readings (series_id, ts, value) from stdin (format binary)";
    private static final byte[] HEADER = "PGCOPY\n\u00ff\r\n\0\0\0\0\0\0\0\0\0".getBytes(StandardCharsets.ISO_8859_1);
    private static final int ROW_BYTES = 34;
    /** 2026-06-01 in microseconds since 2000, where PostgreSQL begins to count. */
    private static final long BEGIN_MICROS = 833_587_200_000_000L;

    private final Connection connection;

    public ReadingCopy(Connection connection) {
        this.connection = connection;
    }

    /** The {@code first}th reading and those after it, taken in turn by the series; one a millisecond. */
    public void write(int rows, long first, int series) throws SQLException {
        ByteBuffer wire = ByteBuffer.allocate(HEADER.length + rows * ROW_BYTES + Short.BYTES);
        wire.put(HEADER);
        for (int i = 0; i < rows; i++) {
            long reading = first + i;
            wire.putShort((short) 3);
            wire.putInt(Integer.BYTES).putInt((int) (reading % series) + 1);
            wire.putInt(Long.BYTES).putLong(BEGIN_MICROS + reading * 1_000);
            wire.putInt(Double.BYTES).putDouble(20 + reading % 1000 * 0.01);
        }
        wire.putShort((short) -1);
        CopyIn copy = connection.unwrap(PGConnection.class).getCopyAPI().copyIn(COPY);
        try {
            copy.writeToCopy(wire.array(), 0, wire.position());
            copy.endCopy();
        } finally {
            if (copy.isActive()) {
                copy.cancelCopy();
            }
        }
    }
}
