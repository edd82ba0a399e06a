package io.telltale.bench.endtoend;

import io.telltale.bench.chart.Picture;
import java.util.List;
import java.util.Locale;

/** CPU seconds for a million readings, load by load, each process a piece of the bar. Pure. */
final class CostChart {

    private static final int SCALE = 480;
    private static final int BAR = 18;
    private static final int LEGENDS = 4;

    /** Of the processes, in the order of their names. */
    private static final List<String> COLOURS = List.of(
            "#7a3b69", "#c06c84", "#f2b880", "#d8d2c4", "#1f6f8b", "#b9c4d0", "#5d8a66", "#99b898", "#33526b",
            "#e0a458");

    private CostChart() {}

    static String of(Results results) {
        Picture picture = new Picture();
        List<String> processes = results.processes().stream().toList();
        int y = 20;
        for (int i = 0; i < processes.size(); i++) {
            picture.legend(8 + i % LEGENDS * 185, y + i / LEGENDS * 18, colour(i), processes.get(i));
        }
        y += 18 * (1 + (processes.size() - 1) / LEGENDS);
        double most = results.rows().stream()
                .mapToDouble(row -> row.median(Measured::cpuPerMillionOfAll))
                .max()
                .orElse(1);
        for (Results.Row row : results.rows()) {
            double from = 0;
            for (int i = 0; i < processes.size(); i++) {
                String process = processes.get(i);
                double length =
                        SCALE / most * row.median(each -> each.cpuPerMillion().getOrDefault(process, 0d));
                picture.part(y, from, length, BAR, colour(i));
                from += length;
            }
            picture.name(y, BAR, row.name());
            picture.meaning(y, from, BAR, String.format(Locale.ROOT, "%.1f", row.median(Measured::cpuPerMillionOfAll)));
            y += BAR + 8;
        }
        return picture.of(y + 4, "CPU seconds of every process for a million readings");
    }

    private static String colour(int process) {
        return COLOURS.get(process % COLOURS.size());
    }
}
