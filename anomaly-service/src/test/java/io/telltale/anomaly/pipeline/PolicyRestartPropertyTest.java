package io.telltale.anomaly.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import io.telltale.anomaly.detect.Assessment;
import io.telltale.anomaly.detect.Policy;
import io.telltale.anomaly.store.DetectorStateRow;
import io.telltale.anomaly.store.SeriesRow;
import io.telltale.events.Detectors;
import io.telltale.events.SeriesKey;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Wherever profiles change and the service is killed: what is judged again is judged the same. */
class PolicyRestartPropertyTest {

    private static final SeriesKey KEY = new SeriesKey("default", "pump-1", "temperature");
    private static final int SERIES = 200;

    @Test
    void judgesTheSameWhereverProfilesChangeAndItIsKilledAndReplayed() {
        int beyond = 0;
        for (int seed = 0; seed < SERIES; seed++) {
            RandomStream stream = new RandomStream(new Random(seed), 1500);
            Policy[] policies = policies(stream, new Random(seed + 1_000_000L));
            List<String> straight = judged(stream, policies, new Random(1), false);
            assertThat(judged(stream, policies, new Random(-seed - 1), true))
                    .as("seed %d", seed)
                    .isEqualTo(straight);
            beyond += (int) straight.stream()
                    .filter(said -> said.startsWith("1.0 LIMIT"))
                    .count();
        }
        assertThat(beyond).isGreaterThan(SERIES);
    }

    /** As the pipeline does it: a change is saved before it counts, and what was saved holds while replaying. */
    private static List<String> judged(RandomStream stream, Policy[] policies, Random random, boolean kill) {
        Series series = Series.create(1, KEY, policies[0]);
        SeriesRow saved = new SeriesRow(1, KEY, Optional.empty(), 0, Optional.of(Series.row(policies[0])));
        int savedAt = 0;
        List<String> said = new ArrayList<>();
        int i = 0;
        while (i < stream.size()) {
            if (i == said.size() && series.follow(policies[i])) {
                saved = save(series, saved);
                savedAt = i;
            }
            String says = judge(series, stream, i);
            if (i < said.size()) {
                assertThat(says).as("replay of reading %d", i).isEqualTo(said.get(i));
            } else {
                said.add(says);
            }
            i++;
            if (i == said.size() && random.nextInt(60) == 0) {
                saved = save(series, saved);
                savedAt = i;
            }
            if (kill && random.nextInt(150) == 0) {
                series = Series.load(saved);
                i = savedAt;
            }
        }
        return said;
    }

    private static SeriesRow save(Series series, SeriesRow before) {
        if (!series.dirty()) {
            return before;
        }
        DetectorStateRow state = series.state();
        series.markClean();
        return new SeriesRow(
                1, KEY, Optional.of(state.state()), 0, state.policy().or(before::policy));
    }

    private static String judge(Series series, RandomStream stream, int i) {
        Assessment out = new Assessment();
        boolean judged = series.judge(stream.micros(i), stream.value(i), out);
        return out.score() + " " + out.detector() + " " + judged + " " + out.expectedLow() + " " + out.expectedHigh();
    }

    /** One for each reading; they change now and then, with limits that the values pass now and then. */
    private static Policy[] policies(RandomStream stream, Random random) {
        Policy[] policies = new Policy[stream.size()];
        Policy now = Policy.STANDARD;
        for (int i = 0; i < policies.length; i++) {
            if (random.nextInt(100) == 0) {
                double near = stream.value(random.nextInt(i + 1));
                List<String> off = Detectors.LABELS.stream()
                        .filter(label -> random.nextInt(3) == 0)
                        .toList();
                now = new Policy(Policy.bits(off), near - random.nextInt(20), near + random.nextInt(20), "");
            }
            policies[i] = now;
        }
        return policies;
    }
}
