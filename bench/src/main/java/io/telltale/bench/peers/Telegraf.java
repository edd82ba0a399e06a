package io.telltale.bench.peers;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Telegraf with {@code bench/peers/telegraf}: its tables are its own, seen as ours through views.
 *
 * @param form what a row of its table is
 */
record Telegraf(Form form) implements Peer.Storer {

    /** What a row is. */
    enum Form {
        /** A message, with a column for each metric: Telegraf's own way. */
        MESSAGE,
        /** A reading, as ours. */
        READING
    }

    @Override
    public ChildProcess start(PeerServers servers, Path kit, int metrics, Path folder) throws Exception {
        try (Connection connection = servers.database().connect();
                Statement statement = connection.createStatement()) {
            statement.execute(tables(metrics));
        }
        List<String> command = new ArrayList<>(List.of(
                kit.resolve("telegraf").toString(),
                "--config",
                ChildProcess.file("telegraf/telegraf.conf").toString()));
        if (form == Form.READING) {
            command.addAll(
                    List.of("--config", ChildProcess.file("telegraf/rows.conf").toString()));
        }
        return ChildProcess.start("telegraf", folder, command, servers.environment());
    }

    private String tables(int metrics) throws IOException {
        return switch (form) {
            case READING -> Files.readString(ChildProcess.file("telegraf/rows.sql"));
            case MESSAGE ->
                Files.readString(ChildProcess.file("telegraf/telegraf.sql"))
                        .replace("COLUMNS", each(metrics, ", ", "m%1$d double precision"))
                        .replace("METRICS", String.valueOf(metrics))
                        .replace("VALUE", "case metric " + each(metrics, " ", "when 'm%1$d' then m%1$d") + " end");
        };
    }

    private static String each(int metrics, String between, String part) {
        return IntStream.range(0, metrics).mapToObj(part::formatted).collect(Collectors.joining(between));
    }
}
