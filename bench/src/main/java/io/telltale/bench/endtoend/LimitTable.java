package io.telltale.bench.endtoend;

import io.telltale.bench.durability.Spread;
import io.telltale.bench.endtoend.Results.Row;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** What parts of the job reach alone on this machine, and what the platform reaches of it. Markdown. Pure. */
final class LimitTable {

    private final StringBuilder text = new StringBuilder();
    private final List<Row> rows;

    private LimitTable(List<Row> rows) {
        this.rows = rows;
    }

    static String of(Results results) {
        LimitTable table = new LimitTable(results.rows());
        table.heading();
        table.limit("raw COPY, 10,000 rows in a transaction", results.copies());
        table.limit("raw JetStream, 100 readings in a message", results.publishes());
        results.acknowledged().forEach(each -> table.acknowledged(each.what(), each.rates()));
        return table.text.toString();
    }

    private void heading() {
        StringBuilder names =
                new StringBuilder("\n| a limit of this machine, readings/s: what the platform reaches of it |");
        rows.forEach(row -> names.append(' ').append(row.name()).append(" |"));
        text.append(names)
                .append("\n| --- |")
                .append(" ---: |".repeat(rows.size()))
                .append('\n');
    }

    /** Divided round by round: a neighbour who slows the machine down for a minute slows both. */
    private void limit(String name, List<Double> rounds) {
        begin(name, rounds);
        rows.forEach(row -> cell(share(row, rounds)));
        text.append('\n');
    }

    /** Each case has its own messages. */
    private void acknowledged(Case what, List<Double> rounds) {
        begin("MQTT read, answered and dropped, case " + what.name(), rounds);
        for (Row row : rows) {
            if (row.first().what().equals(what)) {
                cell(share(row, rounds));
            } else {
                text.append(" |");
            }
        }
        text.append('\n');
    }

    private void begin(String name, List<Double> rounds) {
        text.append("| ")
                .append(name)
                .append(": ")
                .append(Table.rate(new Spread(rounds)))
                .append(" |");
    }

    private void cell(Spread share) {
        text.append(String.format(Locale.ROOT, " %.0f %% |", 100 * share.median()));
    }

    private static Spread share(Row row, List<Double> limit) {
        List<Double> shares = new ArrayList<>();
        for (int round = 0; round < limit.size(); round++) {
            shares.add(row.rounds().get(round).sustained() / limit.get(round));
        }
        return new Spread(shares);
    }
}
