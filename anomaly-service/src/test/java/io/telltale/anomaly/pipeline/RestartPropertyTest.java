package io.telltale.anomaly.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import io.telltale.anomaly.detect.Assessment;
import io.telltale.anomaly.detect.SeriesDetector;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** A detector is a fold: saved, lost, restored and replayed at any points, it says what it would have said anyway. */
class RestartPropertyTest {

    private static final int SERIES = 200;

    @Test
    void scoresTheSameWhereverItIsSavedKilledAndReplayed() {
        int loud = 0;
        for (int seed = 0; seed < SERIES; seed++) {
            RandomStream stream = new RandomStream(new Random(seed), 1500);
            List<String> straight = straight(stream);
            assertThat(restarted(stream, new Random(-seed - 1)))
                    .as("seed %d", seed)
                    .isEqualTo(straight);
            loud += (int)
                    straight.stream().filter(said -> !said.startsWith("0.0 ")).count();
        }
        assertThat(loud).isGreaterThan(SERIES);
    }

    private static List<String> straight(RandomStream stream) {
        SeriesDetector detector = new SeriesDetector();
        List<String> said = new ArrayList<>();
        for (int i = 0; i < stream.size(); i++) {
            said.add(observe(detector, stream, i));
        }
        return said;
    }

    /** As the pipeline does it: what was said after the saved state is said again, and must be the same then, too. */
    private static List<String> restarted(RandomStream stream, Random random) {
        SeriesDetector detector = new SeriesDetector();
        byte[] saved = detector.toBytes();
        int savedAt = 0;
        List<String> said = new ArrayList<>();
        int i = 0;
        while (i < stream.size()) {
            String says = observe(detector, stream, i);
            if (i < said.size()) {
                assertThat(says).as("replay of reading %d", i).isEqualTo(said.get(i));
            } else {
                said.add(says);
            }
            i++;
            if (random.nextInt(60) == 0) {
                saved = detector.toBytes();
                savedAt = i;
            }
            if (random.nextInt(150) == 0) {
                detector = SeriesDetector.of(saved);
                i = savedAt;
            }
        }
        return said;
    }

    private static String observe(SeriesDetector detector, RandomStream stream, int i) {
        Assessment out = new Assessment();
        detector.observe(stream.micros(i), stream.value(i), out);
        return out.score() + " " + out.detector() + " " + out.expectedLow() + " " + out.expectedHigh();
    }
}
