package io.telltale.bench.peers;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.Statement;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Telegraf with {@code bench/peers/telegraf}: its tables are its own, a column for each metric, seen as ours through views. */
record Telegraf() implements Peer.Storer {

    @Override
    public ChildProcess start(PeerServers servers, Path kit, int metrics, Path folder) throws Exception {
        String tables = Files.readString(ChildProcess.file("telegraf/telegraf.sql"))
                .replace("COLUMNS", each(metrics, ", ", "m%1$d double precision"))
                .replace("METRICS", String.valueOf(metrics))
                .replace("VALUE", "case metric " + each(metrics, " ", "when 'm%1$d' then m%1$d") + " end");
        try (Connection connection = servers.database().connect();
                Statement statement = connection.createStatement()) {
            statement.execute(tables);
        }
        List<String> command = List.of(
                kit.resolve("telegraf").toString(),
                "--config",
                ChildProcess.file("telegraf/telegraf.conf").toString());
        return ChildProcess.start("telegraf", folder, command, servers.environment());
    }

    private static String each(int metrics, String between, String part) {
        return IntStream.range(0, metrics).mapToObj(part::formatted).collect(Collectors.joining(between));
    }
}
