package io.telltale.bench.endtoend;

import io.telltale.bench.endtoend.LoadResult.Latency;
import io.telltale.bench.endtoend.Results.Row;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;

/** Peers beside the platform: what each stored, at what cost, and how many times as much the platform did. Markdown. Pure. */
final class PeerTable {

    private static final String OUR_PROMISE = "on JetStream's disk, after its sync";
    private static final Set<String> FRONT = Set.of("mosquitto", "ingest-gateway", "nats");
    private static final String DATABASE = "postgresql";
    private static final String GENERATOR = "load generator";

    private final StringBuilder text = new StringBuilder();

    private PeerTable() {}

    /** Empty when no peer was asked. */
    static String of(Results results) {
        PeerTable table = new PeerTable();
        for (Case what : results.peers().cases()) {
            table.heading(what);
            results.best(what).ifPresent(best -> table.line("telltale", best, results.half(what), "", OUR_PROMISE));
            for (PeerResult peer : results.peers().of(what)) {
                table.line(
                        peer.peer(),
                        Row.of(peer.most()),
                        Optional.of(Row.of(peer.half())),
                        results.ratio(peer)
                                .map(ratio -> String.format(Locale.ROOT, "**%.1f**", ratio))
                                .orElse("–"),
                        peer.promise());
            }
        }
        results.peers()
                .absent()
                .forEach((peer, why) -> table.text.append(String.format("%n%s was not measured: %s%n", peer, why)));
        return table.text.toString();
    }

    private void heading(Case what) {
        text.append("\n| ").append(what.name()).append(" | stored/s | held | ours : theirs");
        text.append(" | CPU s a million: in front / storing / PostgreSQL / together | resident MiB");
        text.append(" | half: PUBACK p50 / p99 ms | half: stored p50 / p99 ms | lost | doubled | a PUBACK means |\n");
        text.append("| --- | ---: | --- | ---: | ---: | ---: | ---: | ---: | ---: | ---: | --- |\n");
    }

    private void line(String name, Row most, Optional<Row> half, String ratio, String promise) {
        text.append(String.format(
                Locale.ROOT,
                "| %s | %,.0f | %s | %s | %s | %.0f | %s | %s | %d | %d | %s |%n",
                name,
                most.median(Measured::sustained),
                most.judgement(),
                ratio,
                processors(most),
                most.median(PeerTable::mebibytes),
                latency(half, LoadResult::publishToAcknowledged),
                latency(half, LoadResult::publishToStored),
                most.rounds().stream().mapToLong(each -> each.load().lost()).sum(),
                most.rounds().stream()
                        .mapToLong(each -> each.load().duplicated())
                        .sum(),
                promise));
    }

    /** Without the load generator, which is the same for all. */
    private static String processors(Row row) {
        return String.format(
                Locale.ROOT,
                "%.1f / %.1f / %.1f / %.1f",
                processors(row, FRONT::contains),
                processors(row, name -> !FRONT.contains(name) && !name.equals(DATABASE)),
                processors(row, DATABASE::equals),
                processors(row, name -> true));
    }

    private static double processors(Row row, Predicate<String> process) {
        return row.median(measured -> measured.cpuPerMillion().entrySet().stream()
                .filter(each -> !each.getKey().equals(GENERATOR) && process.test(each.getKey()))
                .mapToDouble(each -> each.getValue())
                .sum());
    }

    /** Without PostgreSQL, see {@link Usage}. */
    private static double mebibytes(Measured measured) {
        return measured.residentBytes().entrySet().stream()
                .filter(each ->
                        !each.getKey().equals(GENERATOR) && !each.getKey().equals(DATABASE))
                .mapToDouble(each -> each.getValue() / Table.MIB)
                .sum();
    }

    private static String latency(Optional<Row> half, Function<LoadResult, Latency> which) {
        return half.map(row -> String.format(
                        Locale.ROOT,
                        "%.0f / %.0f",
                        row.median(each -> which.apply(each.load()).p50()),
                        row.median(each -> which.apply(each.load()).p99())))
                .orElse("–");
    }
}
