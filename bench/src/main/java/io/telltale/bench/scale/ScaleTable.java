package io.telltale.bench.scale;

import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;

/** The results for people, as Markdown. Pure. */
final class ScaleTable {

    private static final double MIB = 1 << 20;

    private final StringBuilder text = new StringBuilder();

    private ScaleTable() {}

    static String of(ScaleResults results) {
        ScaleTable table = new ScaleTable();
        results.connections().forEach(table::connections);
        results.devices().forEach(table::devices);
        if (!results.series().isEmpty()) {
            table.series(results.series());
        }
        return table.text.toString();
    }

    private void connections(ConnectionStorm storm) {
        line(
                "| %,d connections | took s | open | refused | broken | p50 / p99 / max ms | gateway CPU s |",
                storm.connections());
        line("| --- | ---: | ---: | ---: | ---: | ---: | ---: |");
        for (Phase phase : storm.phases()) {
            line(
                    "| %s | %.1f | %,d | %d | %d | %s | %.2f |",
                    phase.name(),
                    (phase.ended() - phase.began()) / 1e3,
                    phase.open(),
                    phase.refused(),
                    phase.broken(),
                    phase.due() == 0
                            ? "–"
                            : String.format(
                                    Locale.ROOT,
                                    "%.1f / %.1f / %.1f",
                                    phase.latency().p50(),
                                    phase.latency().p99(),
                                    phase.latency().max()),
                    storm.cpuPerPhase().getOrDefault(phase.name(), 0d));
        }
        line("");
        line(
                "A connection holds %,d bytes of the gateway's heap, which grew by %,d bytes of resident memory for each;"
                        + " keeping alive takes %.3f processors. Resident while each publishes every other second: %.0f MiB in the five services (%s).",
                storm.heapPerConnection(),
                storm.residentPerConnection(),
                storm.keepAliveCores(),
                storm.services() / MIB,
                services(storm));
        line("");
    }

    private static String services(ConnectionStorm storm) {
        return String.join(
                ", ",
                ConnectionStorm.SERVICES.stream()
                        .map(name -> String.format(
                                Locale.ROOT,
                                "%s %.0f",
                                name,
                                storm.publishingResident().getOrDefault(name, 0L) / MIB))
                        .toList());
    }

    private void devices(CrowdedStart start) {
        line("| start with %,d devices (with none) | ready after s | CPU s | resident MiB |", start.devices());
        line("| --- | ---: | ---: | ---: |");
        for (CrowdedStart.Start each : start.starts()) {
            line(
                    "| %s | %.2f (%.2f) | %.2f (%.2f) | %.0f (%.0f) |",
                    each.service(),
                    each.seconds(),
                    each.emptySeconds(),
                    each.cpuSeconds(),
                    each.emptyCpuSeconds(),
                    each.residentBytes() / MIB,
                    each.emptyResidentBytes() / MIB);
        }
        line("");
        line(
                "Registering them took %.1f s, until the gateway knew the last one %.1f s. A device holds %,d bytes of the gateway's heap.",
                start.registering(), start.published(), start.gatewayHeapPerDevice());
        line("");
    }

    private void series(List<SeriesCost> costs) {
        StringBuilder head = new StringBuilder("| series |");
        costs.forEach(cost -> head.append(String.format(Locale.ROOT, " %,d |", cost.series())));
        line(head.toString());
        line("| --- |" + " ---: |".repeat(costs.size()));
        row("stored/s", "%,.0f", costs, SeriesCost::storedRate);
        for (String process : List.of("anomaly-service", "postgresql", "nats", "alerting-service")) {
            row(process + ", CPU s for a million", "%.2f", costs, cost -> cost.cpuPerMillion()
                    .getOrDefault(process, 0d));
        }
        row("anomaly-service, heap of a series, bytes", "%,.0f", costs, SeriesCost::heapPerSeries);
        row(
                "anomaly-service, resident MiB",
                "%,.0f",
                costs,
                cost -> cost.residentBytes().getOrDefault("anomaly-service", 0L) / MIB);
    }

    private void row(String name, String format, List<SeriesCost> costs, ToDoubleFunction<SeriesCost> value) {
        StringBuilder cells = new StringBuilder("| " + name + " |");
        costs.forEach(cost -> cells.append(' ')
                .append(String.format(Locale.ROOT, format, value.applyAsDouble(cost)))
                .append(" |"));
        line(cells.toString());
    }

    private void line(String format, Object... values) {
        text.append(values.length == 0 ? format : String.format(Locale.ROOT, format, values))
                .append('\n');
    }
}
