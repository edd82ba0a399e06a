package io.telltale.bench.endtoend;

import io.telltale.bench.durability.Spread;
import io.telltale.bench.endtoend.Alarms.Heard;
import io.telltale.bench.endtoend.Results.Row;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import java.util.stream.Stream;

/** The results for people, as Markdown that can stand in {@code docs/benchmarks.md}. Pure. */
final class Table {

    static final double MIB = 1 << 20;

    private final StringBuilder text = new StringBuilder();

    private Table() {}

    static String of(Results results) {
        Table table = new Table();
        List<Row> rows = results.rows();
        table.cases(results);
        table.rates(rows);
        table.processors(results, rows);
        table.memory(results, rows);
        return table.text + LimitTable.of(results) + PeerTable.of(results);
    }

    private void cases(Results results) {
        line("| case | what |");
        line("| --- | --- |");
        results.cases().forEach(each -> line("| " + each.name() + " | " + each.what() + " |"));
        line("");
    }

    private void rates(List<Row> rows) {
        line("| load | asked/s | acknowledged and stored/s | held | PUBACK p50 / p99 ms | stored p50 / p99 ms"
                + " | webhook p50 / p99 ms | backlog after warm-up → end | lost | doubled |");
        line("| --- | ---: | ---: | --- | ---: | ---: | ---: | ---: | ---: | ---: |");
        for (Row row : rows) {
            line(String.format(
                    Locale.ROOT,
                    "| %s | %,.0f | %s | %s | %s | %s | %s | %,.0f → %,.0f | %d | %d |",
                    row.name(),
                    row.median(Measured::asked),
                    rate(row.spread(Measured::sustained)),
                    row.judgement(),
                    latency(row, each -> each.load().publishToAcknowledged()),
                    latency(row, each -> each.load().publishToStored()),
                    webhooks(row),
                    row.median(each -> each.load().backlogAfterWarmUp()),
                    row.median(each -> each.load().backlogAtTheEnd()),
                    row.rounds().stream().mapToLong(each -> each.load().lost()).sum(),
                    row.rounds().stream()
                            .mapToLong(each -> each.load().duplicated())
                            .sum()));
        }
    }

    private void processors(Results results, List<Row> rows) {
        heading("CPU seconds for a million readings", rows);
        for (String process : results.processes()) {
            row(process, rows, "%.2f", each -> each.cpuPerMillion().getOrDefault(process, 0d));
        }
        row("**together**", rows, "**%.1f**", Measured::cpuPerMillionOfAll);
    }

    private void memory(Results results, List<Row> rows) {
        heading("resident memory, MiB", rows);
        for (String process : results.processes()) {
            if (rows.getFirst().first().residentBytes().containsKey(process)) {
                row(process, rows, "%.0f", each -> each.residentBytes().getOrDefault(process, 0L) / MIB);
            }
        }
        row("**the five services**", rows, "**%.0f**", each -> each.residentBytesOfServices() / MIB);
        row("the five, what they share counted once", rows, "%.0f", each -> each.shareBytesOfServices() / MIB);
    }

    private void heading(String what, List<Row> rows) {
        line("");
        StringBuilder names = new StringBuilder("| " + what + " |");
        rows.forEach(row -> names.append(' ').append(row.name()).append(" |"));
        line(names.toString());
        line("| --- |" + " ---: |".repeat(rows.size()));
    }

    private void row(String name, List<Row> rows, String format, ToDoubleFunction<Measured> value) {
        StringBuilder cells = new StringBuilder("| " + name + " |");
        rows.forEach(row -> cells.append(' ')
                .append(String.format(Locale.ROOT, format, row.median(value)))
                .append(" |"));
        line(cells.toString());
    }

    private static String latency(Row row, Function<Measured, LoadResult.Latency> which) {
        return String.format(
                Locale.ROOT, "%.0f / %.0f", row.median(each -> which.apply(each).p50()), row.median(each -> which.apply(
                                each)
                        .p99()));
    }

    /** Of the rounds that had alarms. */
    private static String webhooks(Row row) {
        List<Heard> heard = row.rounds().stream()
                .map(Measured::alarms)
                .flatMap(Stream::ofNullable)
                .toList();
        if (heard.isEmpty()) {
            return "";
        }
        int missing = heard.stream().mapToInt(Heard::missing).sum();
        return String.format(
                        Locale.ROOT,
                        "%.0f / %.0f",
                        median(heard, each -> each.publishToWebhook().p50()),
                        median(heard, each -> each.publishToWebhook().p99()))
                + (missing == 0 ? "" : ", " + missing + " MISSING");
    }

    private static double median(List<Heard> heard, Function<Heard, Double> what) {
        return new Spread(heard.stream().map(what).toList()).median();
    }

    static String rate(Spread rounds) {
        return rounds.values().size() == 1
                ? String.format(Locale.ROOT, "%,.0f", rounds.median())
                : String.format(
                        Locale.ROOT, "%,.0f (%,.0f – %,.0f)", rounds.median(), rounds.lowest(), rounds.highest());
    }

    private void line(String words) {
        text.append(words).append('\n');
    }
}
