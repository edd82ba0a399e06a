package io.telltale.anomaly.replay;

import io.telltale.anomaly.detect.Assessment;
import io.telltale.anomaly.detect.SeriesDetector;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/**
 * Command: scores every {@code *.csv} ({@code timestamp,value}, times in UTC) below a folder, each as a series of its own, and
 * writes {@code timestamp,anomaly_score} under the same name below another. This is what the detectors are measured with.
 *
 * <pre>java -cp … io.telltale.anomaly.replay.ScoreFiles DATA OUT</pre>
 */
public final class ScoreFiles {

    private static final DateTimeFormatter STAMP = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss", Locale.ROOT);
    private static final long MICROS = 1_000_000;

    private ScoreFiles() {}

    /** Reads {@code args[0]}, writes {@code args[1]}. */
    public static void main(String[] args) throws IOException {
        if (args.length != 2) {
            throw new IllegalArgumentException("two folders expected: DATA OUT");
        }
        Path data = Path.of(args[0]);
        List<Path> files;
        try (Stream<Path> found = Files.walk(data)) {
            files = found.filter(f -> f.toString().endsWith(".csv")).sorted().toList();
        }
        for (Path file : files) {
            Path out = Path.of(args[1]).resolve(data.relativize(file).toString());
            Files.createDirectories(out.toAbsolutePath().getParent());
            Files.write(out, score(Files.readAllLines(file)));
        }
    }

    private static List<String> score(List<String> lines) {
        SeriesDetector detector = new SeriesDetector();
        Assessment assessment = new Assessment();
        List<String> out = new ArrayList<>();
        out.add("timestamp,anomaly_score");
        for (String line : lines.subList(1, lines.size())) {
            int comma = line.indexOf(',');
            String stamp = line.substring(0, comma);
            detector.observe(micros(stamp), Double.parseDouble(line.substring(comma + 1)), assessment);
            out.add(stamp + ',' + assessment.score());
        }
        return out;
    }

    private static long micros(String stamp) {
        String seconds = stamp.strip().replace('T', ' ').substring(0, 19);
        return LocalDateTime.parse(seconds, STAMP).toEpochSecond(ZoneOffset.UTC) * MICROS;
    }
}
