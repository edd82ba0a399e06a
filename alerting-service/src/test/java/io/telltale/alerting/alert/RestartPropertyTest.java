package io.telltale.alerting.alert;

import static io.telltale.alerting.alert.Timeline.second;
import static org.assertj.core.api.Assertions.assertThat;

import io.telltale.alerting.rule.Aggregation;
import io.telltale.alerting.rule.Composite.Mode;
import io.telltale.alerting.rule.Operator;
import io.telltale.alerting.rule.Rule;
import io.telltale.events.ReadingBatch;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Whatever is read, and wherever the process dies: the same transitions, to the same alerts, in the same order. */
class RestartPropertyTest {

    private static final int STREAMS = 60;
    private static final int BATCHES = 120;

    @Test
    void aRestartAtAnyPointMakesNoDifference() {
        int transitions = 0;
        for (int seed = 0; seed < STREAMS; seed++) {
            Random random = new Random(seed);
            Rule[] rules = rules();
            List<ReadingBatch> stream = stream(random);
            Timeline straight = new Timeline(rules);
            stream.forEach(straight::reads);
            Timeline dying = new Timeline(rules);
            for (ReadingBatch batch : stream) {
                dying.saving(random.nextInt(3) * 1_000).reads(batch);
                if (random.nextInt(4) == 0) {
                    dying.restart();
                }
            }
            assertThat(dying.all()).as("seed " + seed).hasSameSizeAs(straight.all());
            for (int i = 0; i < dying.all().size(); i++) {
                assertThat(dying.all().get(i))
                        .as("seed " + seed)
                        .isEqualTo(straight.all().get(i));
            }
            transitions += straight.all().size();
        }
        assertThat(transitions).as("transitions that were compared").isGreaterThan(STREAMS * 50);
    }

    @Test
    void everyKindOfTransitionIsAmongThem() {
        Set<String> kinds = new HashSet<>();
        for (int seed = 0; seed < STREAMS; seed++) {
            Timeline straight = new Timeline(rules());
            stream(new Random(seed)).forEach(straight::reads);
            straight.all().forEach(transition -> kinds.add(transition.getClass().getSimpleName()));
        }
        assertThat(kinds)
                .containsExactlyInAnyOrder(
                        "Pended", "Fired", "Escalated", "Eased", "Prolonged", "Resolved", "Withdrawn");
    }

    /** One of each kind, with every way to last. */
    private static Rule[] rules() {
        Duration five = Duration.ofSeconds(5);
        Duration ten = Duration.ofSeconds(10);
        List<Rule> rules = new ArrayList<>(List.of(
                Rules.above30ClearAt28(),
                Rules.above30For(five),
                Rules.keptFor(Rules.above30For(five), five),
                Rules.warningAndCritical(),
                Rules.rate(ten, Operator.ABOVE, 200),
                Rules.keptFor(Rules.rate(five, Operator.BELOW, -100), five),
                Rules.hotAndTight(Mode.ALL, five),
                Rules.hotAndTight(Mode.ANY, Duration.ofSeconds(2)),
                Rules.keptFor(Rules.hotAndTight(Mode.SEQUENCE, ten), five)));
        for (Aggregation function : Aggregation.values()) {
            rules.add(Rules.aggregate(function, ten, Operator.ABOVE, function == Aggregation.COUNT ? 12 : 35));
            rules.add(Rules.held(
                    Rules.aggregate(function, ten, Operator.BELOW, function == Aggregation.SUM ? 300 : 20)
                            .condition(),
                    five));
        }
        return rules.toArray(Rule[]::new);
    }

    /** Batches of a few readings of two pumps and a fan: in bursts, with gaps, late ones, repeats of whole batches. */
    private static List<ReadingBatch> stream(Random random) {
        List<ReadingBatch> stream = new ArrayList<>();
        double now = 0;
        for (int i = 0; i < BATCHES; i++) {
            if (i > 0 && random.nextInt(20) == 0) {
                stream.add(stream.get(random.nextInt(i)));
                continue;
            }
            ReadingBatch.Builder batch = ReadingBatch.builder(0);
            now += random.nextInt(15) == 0 ? 30 : random.nextDouble();
            for (int reading = random.nextInt(4); reading >= 0; reading--) {
                now += random.nextDouble();
                double time = random.nextInt(10) == 0 ? now - 20 * random.nextDouble() : now;
                String device = random.nextInt(8) == 0 ? "fan-1" : random.nextBoolean() ? "pump-7" : "pump-8";
                boolean hot = random.nextInt(3) > 0;
                batch.add(
                        "acme",
                        device,
                        hot ? "temperature" : "pressure",
                        Micros.of(second(time)),
                        random.nextInt(6) == 0 ? random.nextInt(120) : random.nextInt(hot ? 45 : 8));
            }
            stream.add(batch.build());
        }
        return stream;
    }
}
