package io.telltale.anomaly.replay;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DetectCommandIT {

    @TempDir
    private Path folder;

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream progress = new ByteArrayOutputStream();
    private Path in = Path.of("");
    private Path scores = Path.of("");

    @BeforeEach
    void folders() throws IOException {
        in = Files.createDirectories(folder.resolve("in/site"));
        scores = folder.resolve("out");
    }

    @Test
    void writesTheSameTreeWithOneScoreForEachRow() throws IOException {
        List<String> rows = rows(2000);
        Files.write(in.resolve("boiler.csv"), rows);

        assertThat(detect("--in", in.getParent().toString(), "--out", scores.toString(), "--json"))
                .isZero();
        List<String> scored = Files.readAllLines(scores.resolve("site/boiler.csv"));
        assertThat(scored.getFirst()).isEqualTo("timestamp,anomaly_score");
        assertThat(scored.stream().skip(1).map(s -> s.split(",")[0]).toList())
                .isEqualTo(rows.stream().skip(1).map(s -> s.split(",")[0]).toList());
        assertThat(scored).allMatch(s -> s.matches("timestamp,anomaly_score|.+,(0|1|0\\.[0-9]{1,20})"));
        assertThat(Double.parseDouble(scored.get(1500).split(",")[1])).isGreaterThan(0.9);
        assertThat(out.toString(StandardCharsets.UTF_8))
                .matches("\\{\"files\":1,\"rows\":2000,\"findings\":\\d+,\"threshold\":0.5}\\R");
    }

    @Test
    void scoresOneFileAndDrawsItWithWhatWasFound() throws IOException {
        Path file = Files.write(in.resolve("boiler.csv"), rows(2000));

        assertThat(detect("--in", file.toString(), "--out", scores.toString(), "--plot"))
                .isZero();
        assertThat(scores.resolve("boiler.csv")).exists();
        String svg = Files.readString(scores.resolve("boiler.csv.svg"));
        assertThat(svg)
                .startsWith("<svg ")
                .endsWith("</svg>\n")
                .contains("is above everything seen before")
                .contains("fill=\"#d7e8d4\" d=\"M");
    }

    @Test
    void judgesSilencesOnlyWhenAsked() throws IOException {
        List<String> rows = rows(2000);
        rows.subList(1000, 1300).clear();
        Path file = Files.write(in.resolve("boiler.csv"), rows);

        assertThat(detect("--in", file.toString(), "--out", scores.toString())).isZero();
        double value = Double.parseDouble(
                Files.readAllLines(scores.resolve("boiler.csv")).get(1000).split(",")[1]);
        assertThat(detect("--in", file.toString(), "--out", scores.toString(), "--gaps"))
                .isZero();
        double gap = Double.parseDouble(
                Files.readAllLines(scores.resolve("boiler.csv")).get(1000).split(",")[1]);

        assertThat(value).isLessThan(0.5);
        assertThat(gap).isGreaterThan(0.8);
    }

    @Test
    void takesGapsLateRowsAndOffsets() throws IOException {
        Files.write(
                in.resolve("a.csv"),
                List.of(
                        "timestamp,value",
                        "2026-01-01T01:00:00+01:00,1",
                        "2026-01-01 00:00:01.5,",
                        "2025-12-31T23:59:59Z,NaN",
                        "2025-12-31 23:59:58,3"));

        assertThat(detect("--in", in.toString(), "--out", scores.toString())).isZero();
        assertThat(Files.readAllLines(scores.resolve("a.csv")))
                .containsExactly(
                        "timestamp,anomaly_score",
                        "2026-01-01T01:00:00+01:00,0",
                        "2026-01-01 00:00:01.5,0",
                        "2025-12-31T23:59:59Z,0",
                        "2025-12-31 23:59:58,0");
    }

    @Test
    void namesTheLineThatItCannotRead() throws IOException {
        Path file =
                Files.write(in.resolve("a.csv"), List.of("timestamp,value", "2026-01-01 00:00:00,1", "yesterday,2"));

        assertThat(detect("--in", in.toString(), "--out", scores.toString())).isEqualTo(65);
        assertThat(progress.toString(StandardCharsets.UTF_8))
                .isEqualTo("detect: " + file
                        + ":3: a time like 2026-11-21 06:00:00 and a number expected, found: yesterday,2"
                        + System.lineSeparator());
    }

    @Test
    void refusesWhatItCannotDo() {
        assertThat(detect("--in", folder.resolve("none").toString(), "--out", scores.toString()))
                .isEqualTo(74);
        assertThat(detect("--in", in.toString())).isEqualTo(64);
        assertThat(detect("--in", in.toString(), "--out", scores.toString())).isEqualTo(64);
        assertThat(detect("--in", in.toString(), "--out", in.toString())).isEqualTo(64);
        assertThat(detect("--in", in.toString(), "--out", scores.toString(), "--threshold", "2"))
                .isEqualTo(64);
        assertThat(detect("--color")).isEqualTo(64);
        assertThat(detect("--help")).isZero();
    }

    private int detect(String... args) {
        return new DetectCommand(
                        new PrintStream(out, true, StandardCharsets.UTF_8),
                        new PrintStream(progress, true, StandardCharsets.UTF_8))
                .run(List.of(args));
    }

    private static List<String> rows(int readings) {
        Random random = new Random(1);
        LocalDateTime start = LocalDateTime.parse("2026-01-01T00:00:01");
        List<String> rows = new ArrayList<>();
        rows.add("timestamp,value");
        for (int i = 1; i <= readings; i++) {
            double value = i == 1500 ? 95 : 20 + random.nextGaussian();
            rows.add(start.plusMinutes(i).toString().replace('T', ' ') + "," + value);
        }
        return rows;
    }
}
