package io.telltale.bench.peers;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.Statement;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Telegraf with {@code bench/peers/telegraf}: its tables are its own, seen as ours through views. */
record Telegraf() implements Peer.Storer {

    /** Numbers of series of the next metric begin so much higher. */
    private static final int METRIC = 10_000_000;

    @Override
    public ChildProcess start(PeerServers servers, int readings, Path folder) throws Exception {
        Path installed = NodeRed.Fetched.folder("telegraf");
        String tables = Files.readString(ChildProcess.file("telegraf/telegraf.sql"));
        try (Connection connection = servers.database().connect();
                Statement statement = connection.createStatement()) {
            statement.execute(tables.replace("COLUMNS", each(readings, ", ", "m%1$d double precision")));
            statement.execute("create view series as "
                    + each(
                            readings,
                            " union all ",
                            "select number + %2$d as series_id, tenant, device, 'm%1$d' as metric from telemetry_tag"));
            statement.execute("create view readings as "
                    + each(
                            readings,
                            " union all ",
                            "select number + %2$d as series_id, time as ts, m%1$d as value"
                                    + " from telemetry join telemetry_tag using (tag_id)"));
        }
        List<String> command = List.of(
                installed.resolve("telegraf").toString(),
                "--config",
                ChildProcess.file("telegraf/telegraf.conf").toString());
        return ChildProcess.start("telegraf", folder, command, servers.environment());
    }

    private static String each(int metrics, String between, String part) {
        return IntStream.range(0, metrics)
                .mapToObj(metric -> part.formatted(metric, metric * METRIC))
                .collect(Collectors.joining(between));
    }
}
