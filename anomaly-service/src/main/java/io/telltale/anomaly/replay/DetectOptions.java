package io.telltale.anomaly.replay;

import java.nio.file.Path;
import java.util.Iterator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What {@code detect} was asked to do.
 *
 * @param threshold score from which a row counts as a finding
 * @param gaps whether a row is also judged by the time since the one before
 */
record DetectOptions(Path in, Path out, double threshold, boolean gaps, boolean plot, boolean json, boolean help) {

    static final String USAGE = """
            ./telltale detect --in FILE-or-FOLDER --out FOLDER [--plot] [--json] [--threshold 0.5] [--gaps]
              Scores CSV files (timestamp,value) with the detectors of the service; no server is needed. Each file is a series
              of its own, read in its order, each row judged only by the rows before it.
              --out FOLDER     gets the same tree of files: timestamp,anomaly_score, one row for each row read
              --plot           draws each series beside its scores, as SVG: values, what was expected, findings
              --json           the summary as one JSON object; without it as text
              --threshold S    from which score on a row is a finding (0.5); changes no score
              --gaps           judges the times, too: a row that comes after an unusually long silence, as in the service
              Exit status 0 when all is written, 64 for wrong options, 65 for a file that is not such a CSV, 74 for one that
              cannot be read or written.""";

    static DetectOptions parse(List<String> args) {
        @Nullable Path in = null;
        @Nullable Path out = null;
        double threshold = 0.5;
        boolean gaps = false;
        boolean plot = false;
        boolean json = false;
        for (Iterator<String> rest = args.iterator(); rest.hasNext(); ) {
            String option = rest.next();
            switch (option) {
                case "--help", "-h" -> {
                    return new DetectOptions(Path.of(""), Path.of(""), threshold, false, false, false, true);
                }
                case "--gaps" -> gaps = true;
                case "--plot" -> plot = true;
                case "--json" -> json = true;
                case "--in" -> in = Path.of(value(option, rest));
                case "--out" -> out = Path.of(value(option, rest));
                case "--threshold" -> threshold = score(value(option, rest));
                default -> throw new IllegalArgumentException("no such option: " + option);
            }
        }
        if (in == null || out == null) {
            throw new IllegalArgumentException("--in and --out are needed");
        }
        return new DetectOptions(in, out, threshold, gaps, plot, json, false);
    }

    private static String value(String option, Iterator<String> rest) {
        if (!rest.hasNext()) {
            throw new IllegalArgumentException(option + " needs a value");
        }
        return rest.next();
    }

    private static double score(String text) {
        try {
            double score = Double.parseDouble(text);
            if (score > 0 && score <= 1) {
                return score;
            }
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException("--threshold is a number above 0 and up to 1, not " + text, e);
        }
        throw new IllegalArgumentException("--threshold is a number above 0 and up to 1, not " + text);
    }
}
