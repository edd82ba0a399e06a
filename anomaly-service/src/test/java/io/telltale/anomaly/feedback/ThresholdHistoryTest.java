package io.telltale.anomaly.feedback;

import static org.assertj.core.api.Assertions.assertThat;

import io.telltale.anomaly.store.AnomalyId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

class ThresholdHistoryTest {

    private static final Instant T = Instant.parse("2026-03-01T12:00:00Z");
    private static final Optional<Verdict> NOISE = Optional.of(Verdict.NOISE);
    private static final Optional<Verdict> RIGHT = Optional.of(Verdict.RIGHT);
    private static final Optional<Verdict> WITHDRAWN = Optional.empty();

    private final List<Mark> marks = new ArrayList<>();

    @Test
    void isTheStandardWhereNobodySaidAnything() {
        assertThat(history().threshold(Scope.OWN))
                .isEqualTo(new Threshold(0.5, Optional.empty(), "the standard for every series"));
        assertThat(history().threshold(Scope.OWN).remark()).isEmpty();
    }

    @Test
    void tellsFromWhichScoreOnAndSinceWhenAndWhy() {
        say(1, 0.616, NOISE);
        say(2, 0.6, NOISE);

        Threshold threshold = history().threshold(Scope.OWN);
        assertThat(threshold.score()).isEqualTo(0.62);
        assertThat(threshold.since()).contains(T.plusSeconds(1));
        assertThat(threshold.why()).isEqualTo("a finding of 0.616 is noise: up to just above it");
        assertThat(threshold.remark()).isEqualTo("; reported from 0.62 on since 2026-03-01 by operators' feedback");
        assertThat(threshold.reports(0.6199)).isFalse();
        assertThat(threshold.reports(0.62)).isTrue();
    }

    @Test
    void tellsEachStepWithTheFindingAndTheVerdictThatMovedIt() {
        say(1, 0.616, NOISE);
        say(2, 0.8, RIGHT);

        assertThat(history().steps().getLast())
                .isEqualTo(new Step(
                        2,
                        "17-1772366402000000",
                        T.plusSeconds(2),
                        0.8,
                        "jump",
                        "right",
                        "because",
                        "ada",
                        T.plusSeconds(2),
                        0.62,
                        0.56,
                        "a finding of 0.8 is right: halfway back to the standard of 0.5"));
    }

    @Test
    void countsWhatIsWithdrawnAsIfItHadNotBeenSaid() {
        say(1, 0.616, NOISE);
        say(2, 0.9, NOISE);
        say(2, 0.9, WITHDRAWN);

        assertThat(history().threshold(Scope.OWN).score()).isEqualTo(0.62);
        assertThat(tos()).containsExactly(0.62, 0.77, 0.62);
        assertThat(history().steps().getLast().verdict()).isEqualTo("withdrawn");
        assertThat(history().steps().getLast().why())
                .isEqualTo("what was said of a finding of 0.9 is withdrawn: as if it had not been said");

        say(1, 0.616, WITHDRAWN);
        assertThat(history().threshold(Scope.OWN)).isEqualTo(Threshold.standard(0.5));
    }

    @Test
    void countsTheLastWordOfAFindingOnly() {
        say(1, 0.54, NOISE);
        say(1, 0.54, RIGHT);

        assertThat(tos()).containsExactly(0.55, 0.45);
        assertThat(history().steps().getLast().why())
                .isEqualTo("a finding of 0.54 is right and was nearly missed: a little down, "
                        + "instead of what was said of it before");
    }

    @Test
    void keepsTheThresholdOfPeersApart() {
        say(1, 0.6, NOISE);
        marks.add(mark(2, 0.62, NOISE, "peer-deviation"));

        assertThat(history().threshold(Scope.OWN).score()).isEqualTo(0.61);
        assertThat(history().threshold(Scope.PEERS).score()).isEqualTo(0.63);
    }

    @Test
    void endsWhereTheVerdictsThatStandLeadHoweverOthersWereWithdrawn() {
        for (int seed = 0; seed < 200; seed++) {
            Random random = new Random(seed);
            marks.clear();
            List<Mark> standing = new ArrayList<>();
            for (int i = 0; i < 60; i++) {
                int finding = random.nextInt(20);
                Optional<Verdict> verdict = List.of(NOISE, RIGHT, WITHDRAWN).get(random.nextInt(3));
                say(finding, 0.3 + finding / 30.0, verdict);
                Mark last = marks.getLast();
                standing.removeIf(mark -> mark.finding().equals(last.finding()));
                if (verdict.isPresent()) {
                    standing.add(last);
                }
            }
            assertThat(history().threshold(Scope.OWN).score())
                    .as("seed %d", seed)
                    .isEqualTo(ThresholdHistory.of(new ThresholdRule(0.5), standing)
                            .threshold(Scope.OWN)
                            .score());
        }
    }

    private void say(int second, double score, Optional<Verdict> verdict) {
        marks.add(mark(second, score, verdict, "jump"));
    }

    private Mark mark(int second, double score, Optional<Verdict> verdict, String detector) {
        int id = marks.size() + 1;
        AnomalyId finding = new AnomalyId(17, T.plusSeconds(second));
        return new Mark(id, finding, score, detector, verdict, Optional.of("because"), "ada", T.plusSeconds(id));
    }

    private List<Double> tos() {
        return history().steps().stream().map(Step::to).toList();
    }

    private ThresholdHistory history() {
        return ThresholdHistory.of(new ThresholdRule(0.5), marks);
    }
}
