package io.telltale.anomaly.replay;

import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;

/**
 * The rows of one {@code timestamp,value} file, in the order of the file. Times are ISO 8601 with a blank or a T, in UTC
 * unless they carry an offset; a value that is empty or NaN is a gap.
 *
 * @param stamps the timestamps as they are written
 * @param micros the same, microseconds since the epoch
 * @param values {@link Double#NaN} for a gap
 */
record CsvSeries(List<String> stamps, long[] micros, double[] values) {

    CsvSeries {
        stamps = List.copyOf(stamps);
    }

    int size() {
        return stamps.size();
    }

    static CsvSeries read(Path file) throws IOException {
        List<String> lines;
        try {
            lines = Files.readAllLines(file);
        } catch (CharacterCodingException e) {
            throw new BadCsvException(file, 1, "is not text in UTF-8", e);
        }
        if (lines.isEmpty() || !lines.getFirst().strip().startsWith("timestamp,value")) {
            throw new BadCsvException(file, 1, "the first line has to be: timestamp,value", null);
        }
        List<String> stamps = new ArrayList<>(lines.size());
        long[] micros = new long[lines.size()];
        double[] values = new double[lines.size()];
        for (int i = 1; i < lines.size(); i++) {
            String line = lines.get(i);
            if (!line.isBlank()) {
                String[] cells = line.split(",", -1);
                if (cells.length < 2) {
                    throw new BadCsvException(file, i + 1, "a timestamp and a value expected, found: " + line, null);
                }
                try {
                    micros[stamps.size()] = micros(cells[0].strip());
                    values[stamps.size()] = value(cells[1].strip());
                } catch (DateTimeException | NumberFormatException e) {
                    throw new BadCsvException(
                            file, i + 1, "a time like 2026-11-21 06:00:00 and a number expected, found: " + line, e);
                }
                stamps.add(cells[0].strip());
            }
        }
        return new CsvSeries(stamps, micros, values);
    }

    private static long micros(String stamp) {
        String iso = stamp.replace(' ', 'T');
        boolean offset = iso.endsWith("Z") || iso.lastIndexOf('+') > 0 || iso.lastIndexOf('-') > iso.indexOf('T');
        Instant instant = offset
                ? OffsetDateTime.parse(iso).toInstant()
                : LocalDateTime.parse(iso).toInstant(ZoneOffset.UTC);
        return ChronoUnit.MICROS.between(Instant.EPOCH, instant);
    }

    private static double value(String cell) {
        if (cell.isEmpty() || cell.equalsIgnoreCase("nan")) {
            return Double.NaN;
        }
        double value = Double.parseDouble(cell);
        if (!Double.isFinite(value)) {
            throw new NumberFormatException("not finite");
        }
        return value;
    }
}
