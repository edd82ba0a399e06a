package io.telltale.bench.limits;

import io.telltale.bench.durability.ReadingCopy;
import io.telltale.bench.durability.TelemetryDatabase;
import io.telltale.bench.endtoend.Case;
import io.telltale.bench.endtoend.Contender;
import io.telltale.bench.endtoend.Running;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;

/** Binary COPY of made-up readings into the hypertable of the real migrations, 10,000 in a transaction, by so many writers. */
record CopyLimit(int writers) implements Contender {

    private static final int ROWS = 10_000;

    @Override
    public String name() {
        return "copy, " + writers + (writers == 1 ? " writer" : " writers");
    }

    @Override
    public Kind kind() {
        return Kind.LIMIT;
    }

    @Override
    public String durability() {
        return "committed, with fsync";
    }

    @Override
    public boolean takesPart(Case work) {
        return work.door() == Case.Door.LISTENER && work.qos() == 1;
    }

    @Override
    public double firstGuess(Case work) {
        return 200_000;
    }

    @Override
    public Running start(Case work, Path folder) throws Exception {
        TelemetryDatabase database = TelemetryDatabase.start(folder.resolve("timescale"));
        try {
            database.migrate();
            return new Copying(database, writers, work.devices() * work.readingsPerMessage());
        } catch (IOException | SQLException e) {
            database.close();
            throw e;
        }
    }

    private static final class Copying implements Running.Mill {

        private final TelemetryDatabase database;
        private final int writers;
        private final int series;
        private final AtomicLong next = new AtomicLong();

        private Copying(TelemetryDatabase database, int writers, int series) {
            this.database = database;
            this.writers = writers;
            this.series = series;
        }

        @Override
        public Map<String, Long> processes() {
            return Processes.of("postgresql", database.server());
        }

        @Override
        public long run(Duration time) throws Exception {
            long end = System.nanoTime() + time.toNanos();
            try (ExecutorService threads = Executors.newFixedThreadPool(writers)) {
                List<Future<Long>> written = new ArrayList<>();
                for (int writer = 0; writer < writers; writer++) {
                    written.add(threads.submit(() -> write(end)));
                }
                return Processes.sum(written);
            }
        }

        private long write(long end) throws IOException, SQLException {
            try (Connection connection = database.connect()) {
                connection.setAutoCommit(false);
                ReadingCopy copy = new ReadingCopy(connection);
                long written = 0;
                while (System.nanoTime() < end) {
                    copy.write(ROWS, next.getAndAdd(ROWS), series);
                    connection.commit();
                    written += ROWS;
                }
                return written;
            }
        }

        @Override
        public void close() throws IOException, InterruptedException {
            database.close();
        }
    }
}
