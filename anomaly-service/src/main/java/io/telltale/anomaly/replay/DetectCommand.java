package io.telltale.anomaly.replay;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/**
 * {@code ./telltale detect}: scores every {@code *.csv} below a folder, each as a series of its own, and writes the same tree
 * of scores. This is what the detectors are measured with ({@code docs/detection.md}).
 */
public final class DetectCommand {

    private static final int WRONG_OPTIONS = 64;
    private static final int WRONG_DATA = 65;
    private static final int WRONG_FILE = 74;

    private final PrintStream out;
    private final PrintStream progress;

    DetectCommand(PrintStream out, PrintStream progress) {
        this.out = out;
        this.progress = progress;
    }

    /** Exits with the status that {@link DetectOptions#USAGE} tells. */
    public static void main(String[] args) {
        System.exit(new DetectCommand(System.out, System.err).run(List.of(args)));
    }

    int run(List<String> args) {
        try {
            DetectOptions options = DetectOptions.parse(args);
            if (options.help()) {
                out.println(DetectOptions.USAGE);
            } else {
                detect(options);
            }
            return 0;
        } catch (IllegalArgumentException e) {
            progress.println("detect: " + e.getMessage() + " (./telltale detect --help)");
            return WRONG_OPTIONS;
        } catch (BadCsvException e) {
            progress.println("detect: " + e.getMessage());
            return WRONG_DATA;
        } catch (NoSuchFileException e) {
            progress.println("detect: no such file or folder: " + e.getMessage());
            return WRONG_FILE;
        } catch (IOException e) {
            progress.println("detect: " + e);
            return WRONG_FILE;
        }
    }

    private void detect(DetectOptions options) throws IOException {
        Path root = Files.isDirectory(options.in()) ? options.in() : folderOf(options.in());
        List<Path> files = files(options.in());
        if (files.isEmpty()) {
            throw new IllegalArgumentException("no *.csv below " + options.in());
        }
        if (options.out()
                .toAbsolutePath()
                .normalize()
                .equals(root.toAbsolutePath().normalize())) {
            throw new IllegalArgumentException("--out would overwrite what is read");
        }
        long rows = 0;
        long findings = 0;
        for (Path file : files) {
            CsvSeries series = CsvSeries.read(file);
            ScoredSeries scored = ScoredSeries.of(series, options.threshold(), options.gaps());
            Path relative = root.relativize(file);
            write(options, relative, scored);
            rows += series.size();
            findings += scored.findings().size();
            progress.printf(
                    Locale.ROOT,
                    "%s: %d rows, %d findings%n",
                    relative,
                    series.size(),
                    scored.findings().size());
        }
        summary(options, files.size(), rows, findings);
    }

    private static Path folderOf(Path file) {
        Path folder = file.toAbsolutePath().getParent();
        return folder == null
                ? Path.of("")
                : file.isAbsolute() ? folder : Path.of("").toAbsolutePath().relativize(folder);
    }

    private static List<Path> files(Path in) throws IOException {
        if (!Files.exists(in)) {
            throw new NoSuchFileException(in.toString());
        }
        try (Stream<Path> found = Files.walk(in)) {
            return found.filter(f -> Files.isRegularFile(f)
                            && (f.equals(in) || f.toString().endsWith(".csv")))
                    .sorted()
                    .toList();
        }
    }

    private static void write(DetectOptions options, Path relative, ScoredSeries scored) throws IOException {
        Path target = options.out().resolve(relative);
        Path folder = target.toAbsolutePath().getParent();
        if (folder != null) {
            Files.createDirectories(folder);
        }
        Files.write(target, scored.lines());
        if (options.plot()) {
            Files.writeString(
                    target.resolveSibling(target.getFileName() + ".svg"), new SeriesPlot(scored).svg(relative));
        }
    }

    private void summary(DetectOptions options, int files, long rows, long findings) {
        if (options.json()) {
            out.printf(
                    Locale.ROOT,
                    "{\"files\":%d,\"rows\":%d,\"findings\":%d,\"threshold\":%s}%n",
                    files,
                    rows,
                    findings,
                    options.threshold());
        } else {
            out.printf(
                    Locale.ROOT,
                    "%d files, %d rows, %d findings at %s and above -> %s%n",
                    files,
                    rows,
                    findings,
                    options.threshold(),
                    options.out());
        }
    }
}
