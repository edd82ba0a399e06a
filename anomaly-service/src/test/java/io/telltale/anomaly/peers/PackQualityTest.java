package io.telltale.anomaly.peers;

import static org.assertj.core.api.Assertions.assertThat;

import io.telltale.anomaly.peers.PackWorld.Straying;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/**
 * How well departures are found in made-up packs of twelve, and how often one is found that is none; docs/detection.md has the
 * very table. {@code -Dtelltale.peers.write} writes it anew.
 */
class PackQualityTest {

    private static final int DEVICES = 12;
    private static final int QUIET_PACKS = 20;
    private static final int QUIET_DAYS = 7;
    private static final int FAULTY_PACKS = 40;
    private static final int LEARNED = 2 * PackWorld.DAY;
    private static final int LASTING = 480;
    private static final String BEGIN = "<!-- peers:begin -->\n";
    private static final String END = "<!-- peers:end -->";

    /** What happens to one device from some window on. */
    private enum Fault {
        SMALL("+0.6"),
        MEDIUM("+1.2"),
        LARGE("+2.4"),
        DRIFT("+2.4 within 4 h"),
        STUCK("stuck");

        private final String words;

        Fault(String words) {
            this.words = words;
        }

        double value(double value, double held, long since) {
            return switch (this) {
                case SMALL -> value + 3 * PackWorld.SPREAD;
                case MEDIUM -> value + 6 * PackWorld.SPREAD;
                case LARGE -> value + 12 * PackWorld.SPREAD;
                case DRIFT -> value + 12 * PackWorld.SPREAD * Math.min(1, since / 240.0);
                case STUCK -> held;
            };
        }
    }

    @Test
    void isAsTheDocumentSays() throws IOException {
        Path document = Path.of(System.getProperty("telltale.root"), "docs/detection.md");
        String text = Files.readString(document);
        int begin = text.indexOf(BEGIN) + BEGIN.length();
        int end = text.indexOf(END);
        String measured = table();
        if (System.getProperty("telltale.peers.write") != null) {
            Files.writeString(document, text.substring(0, begin) + measured + text.substring(end));
            return;
        }
        assertThat(text.substring(begin, end))
                .as("mvn -o -pl anomaly-service -am test -Dtest=PackQualityTest -Dtelltale.peers.write"
                        + " -Dsurefire.failIfNoSpecifiedTests=false")
                .isEqualTo(measured);
    }

    private static String table() {
        List<String> lines = new ArrayList<>();
        lines.add("| devices differ by | false in 10,000, first day | from then on | "
                + List.of(Fault.values()).stream().map(f -> f.words).collect(Collectors.joining(" | ")) + " |");
        lines.add("| --- | --- | --- |" + " --- |".repeat(Fault.values().length));
        for (Straying straying : Straying.values()) {
            List<String> cells = new ArrayList<>(falseAlarms(straying));
            for (Fault fault : Fault.values()) {
                cells.add(found(straying, fault));
            }
            lines.add("| " + straying.words + " | " + String.join(" | ", cells) + " |");
        }
        return String.join("\n", lines) + "\n";
    }

    /** Per 10,000 windows of one device, where nothing is wrong. */
    private static List<String> falseAlarms(Straying straying) {
        long[] told = new long[2];
        long[] seen = new long[2];
        for (int seed = 0; seed < QUIET_PACKS; seed++) {
            PackWorld world = new PackWorld(seed, DEVICES, straying);
            Pack pack = new Pack();
            for (int window = 0; window < QUIET_DAYS * PackWorld.DAY; window++) {
                List<Level> levels = world.next(window);
                int part = window < PackWorld.DAY ? 0 : 1;
                seen[part] += levels.size();
                told[part] += pack.observe(window, levels, s -> 0.5).size();
            }
        }
        assertThat((double) told[1] / seen[1]).as("%s: false alarms", straying).isLessThan(2e-4);
        return List.of(rate(told[0], seen[0]), rate(told[1], seen[1]));
    }

    private static String rate(long told, long seen) {
        return String.format(Locale.ROOT, "%.2f", told * 1e4 / seen);
    }

    /** In how many packs a fault is found within eight hours, and after how many minutes at the median. */
    private static String found(Straying straying, Fault fault) {
        List<Integer> delays = new ArrayList<>();
        for (int seed = 1000; seed < 1000 + FAULTY_PACKS; seed++) {
            int delay = delay(new PackWorld(seed, DEVICES, straying), fault, LEARNED + seed * 37 % PackWorld.DAY);
            if (delay >= 0) {
                delays.add(delay);
            }
        }
        delays.sort(null);
        String median = delays.isEmpty() ? "" : ", " + delays.get(delays.size() / 2) + " min";
        return delays.size() + " of " + FAULTY_PACKS + median;
    }

    private static int delay(PackWorld world, Fault fault, int begin) {
        Pack pack = new Pack();
        double held = Double.NaN;
        for (int window = 0; window < begin + LASTING; window++) {
            List<Level> levels = new ArrayList<>(world.next(window));
            if (window >= begin && levels.getFirst().series() == 0) {
                double value = levels.getFirst().value();
                held = Double.isNaN(held) ? value : held;
                levels.set(0, new Level(0, fault.value(value, held, window - begin)));
            }
            for (Departure departure : pack.observe(window, levels, s -> 0.5)) {
                if (window >= begin && departure.series() == 0) {
                    return window - begin;
                }
            }
        }
        return -1;
    }
}
