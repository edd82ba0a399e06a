package io.telltale.simulator.detection;

import static org.assertj.core.api.Assertions.assertThat;

import io.telltale.simulator.signal.FaultKind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * What {@code docs/detection.md} says of the fleets' faults is what is measured, and it does not fall below the floors. With
 * {@code -Dtelltale.faults.write} the page and its pictures are written anew first.
 */
class FaultDetectionTest {

    private static final Path DOCS = Path.of(System.getProperty("telltale.root"), "docs");
    private static final Path PAGE = DOCS.resolve("detection.md");
    private static final Pattern MARKED = Pattern.compile("(?s)(?<=<!-- faults:begin -->\n).*?(?=<!-- faults:end -->)");
    private static final boolean WRITE = System.getProperty("telltale.faults.write") != null;

    private final FaultMeasurements measured = FaultMeasurements.measured();

    @ParameterizedTest
    @CsvSource({
        "SPIKE, 0.38, 0.95, 10",
        "DRIFT, 0.32, 0.95, 780",
        "STUCK, 0.60, 0.95, 660",
        "DROPOUT, 0.92, 0.95, 480",
        "NOISE_BURST, 0.52, 0.95, 180",
        "LEVEL_SHIFT, 0.44, 0.95, 30",
    })
    void findsTheFaultsOfAFleetSoonEnough(FaultKind kind, double recall, double precision, double delaySeconds) {
        Quality quality = measured.standard().get(kind);

        assertThat(quality.recall(FaultTrial.THRESHOLD)).isGreaterThanOrEqualTo(recall);
        assertThat(quality.precision(FaultTrial.THRESHOLD)).isGreaterThanOrEqualTo(precision);
        assertThat(quality.delay() / 1e6).isLessThanOrEqualTo(delaySeconds);
        assertThat(quality.falseAlarmsInTenThousand(FaultTrial.THRESHOLD)).isLessThanOrEqualTo(0.1);
    }

    @Test
    void saysLittleOfAHealthyFleet() {
        assertThat(measured.healthy().faults()).isEmpty();
        assertThat(measured.healthy().falseAlarmsInTenThousand(FaultTrial.THRESHOLD))
                .isLessThanOrEqualTo(0.1);
    }

    @Test
    void findsNoneOfTheFaultsThatAreNoFaults() {
        assertThat(measured.byChance().found(FaultTrial.THRESHOLD))
                .isLessThan(measured.byChance().faults().size() / 100);
    }

    @Test
    void smallerFaultsAreNeverFoundMoreOften() {
        for (FaultKind kind : FaultKind.values()) {
            assertThat(FaultMeasurements.SIZES.stream()
                            .map(share -> measured.bySize().get(share).get(kind).found(FaultTrial.THRESHOLD)))
                    .isSortedAccordingTo((some, others) -> Long.compare(others, some));
        }
    }

    @Test
    void thePageSaysWhatIsMeasured() throws IOException {
        String table = "\n" + FaultTables.markdown(measured) + "\n";
        if (WRITE) {
            Files.writeString(
                    PAGE, MARKED.matcher(Files.readString(PAGE)).replaceFirst(Matcher.quoteReplacement(table)));
        }

        Matcher marked = MARKED.matcher(Files.readString(PAGE));
        assertThat(marked.find()).isTrue();
        assertThat(marked.group()).isEqualTo(table);
    }

    @Test
    void thePicturesShowWhatIsMeasured() throws IOException {
        Map<String, String> pictures = Map.of(
                "images/fault-sizes.svg", FaultCurves.sizes(measured),
                "images/fault-thresholds.svg", FaultCurves.thresholds(measured));
        for (Map.Entry<String, String> picture : pictures.entrySet()) {
            Path file = DOCS.resolve(picture.getKey());
            if (WRITE) {
                Files.writeString(file, picture.getValue());
            }

            assertThat(file).hasContent(picture.getValue());
        }
    }
}
