package io.telltale.anomaly.query;

import io.telltale.anomaly.query.SeriesQueries.Named;
import io.telltale.events.BatchStream;
import io.telltale.events.ReadingBatch;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Reads the readings of many series in the order of time, slice by slice: the index knows each series by itself, so a slice
 * of time is small enough to be sorted in memory, and no statement, transaction or connection lasts. A slice becomes wider
 * or narrower until it holds about {@value #AIM} readings. For one thread; holds one batch.
 */
final class HistoryReader {

    private static final int AIM = 50_000;
    private static final Duration FIRST_SLICE = Duration.ofSeconds(10);
    private static final double GROWTH = 4;

    /** Microseconds from 1970 to 2000, where PostgreSQL begins to count. */
    private static final long POSTGRES_EPOCH_MICROS = 946_684_800_000_000L;

    private final QueryDatabase database;
    private final String tenant;
    private final Map<Integer, Named> series = new HashMap<>();
    private final String ids;
    private final BatchStream.Writer out;
    private ReadingBatch.Builder batch = ReadingBatch.builder(0);
    private long inSlice;

    HistoryReader(QueryDatabase database, String tenant, List<Named> named, BatchStream.Writer out) {
        this.database = database;
        this.tenant = tenant;
        this.out = out;
        named.forEach(one -> series.put(one.id(), one));
        ids = named.stream().map(one -> Integer.toString(one.id())).collect(Collectors.joining(","));
    }

    /** Writes all readings of that time, and the end. */
    void read(Instant from, Instant to) throws IOException {
        Duration width = FIRST_SLICE;
        Instant begin = from;
        while (begin.isBefore(to) && !series.isEmpty()) {
            Instant next = begin.plus(width);
            Instant end = next.isAfter(to) ? to : next;
            inSlice = 0;
            database.copy(slice(begin, end), this::row);
            double change = inSlice == 0 ? GROWTH : Math.clamp((double) AIM / inSlice, 1 / GROWTH, GROWTH);
            width = Duration.ofNanos(Math.max(1_000_000, (long) (width.toNanos() * change)));
            begin = end;
        }
        flush();
        out.end();
    }

    /** COPY takes no parameters; what is put in is numbers and times of ours, never text of a caller's. */
    private String slice(Instant from, Instant to) {
        return """
                copy (
                    select series_id, ts, value from readings
                    where series_id = any('{%s}'::int[]) and ts >= '%s'::timestamptz and ts < '%s'::timestamptz
                    order by ts, series_id, value
                ) to stdout (format binary)""".formatted(ids, from, to);
    }

    private void row(ByteBuffer row) throws IOException {
        row.getInt(); // each column begins with its length
        Named named = series.get(row.getInt());
        row.getInt();
        long micros = row.getLong() + POSTGRES_EPOCH_MICROS;
        row.getInt();
        double value = row.getDouble();
        if (named == null) {
            throw new IllegalStateException("a reading of a series that was not asked for");
        }
        batch.add(tenant, named.device(), named.metric(), micros, value);
        inSlice++;
        if (batch.size() == AIM) {
            flush();
        }
    }

    private void flush() throws IOException {
        if (batch.size() > 0) {
            out.write(batch.build());
            batch = ReadingBatch.builder(0);
        }
    }
}
