package io.telltale.anomaly.feedback;

import io.telltale.anomaly.feedback.ThresholdRule.Move;
import io.telltale.anomaly.store.AnomalyId;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A series' thresholds as a fold of everything that was said of its findings: the same rows give the same thresholds, on
 * every replica and after every restart. What is withdrawn counts as if it had never been said. Immutable.
 */
final class ThresholdHistory {

    private final double standard;
    private final List<Step> steps;

    private ThresholdHistory(double standard, List<Step> steps) {
        this.standard = standard;
        this.steps = List.copyOf(steps);
    }

    /** Folds the marks of one series, in the order of their ids. */
    static ThresholdHistory of(ThresholdRule rule, List<Mark> marks) {
        Map<Scope, Fold> folds = new EnumMap<>(Scope.class);
        List<Step> steps = new ArrayList<>();
        for (Mark mark : marks) {
            steps.add(folds.computeIfAbsent(Scope.of(mark.detector()), s -> new Fold(rule))
                    .take(mark));
        }
        return new ThresholdHistory(rule.standard(), steps);
    }

    /** One for each mark, in their order. */
    List<Step> steps() {
        return steps;
    }

    Threshold threshold(Scope scope) {
        double score = last(scope).map(Step::to).orElse(standard);
        if (score == standard) {
            return Threshold.standard(standard);
        }
        return steps.stream()
                .filter(step -> step.scope() == scope && step.moved())
                .reduce((before, after) -> after)
                .map(step -> new Threshold(score, Optional.of(step.at()), step.why()))
                .orElseThrow();
    }

    private Optional<Step> last(Scope scope) {
        return steps.stream().filter(step -> step.scope() == scope).reduce((before, after) -> after);
    }

    /** One threshold on its way through the marks. */
    private static final class Fold {

        private final ThresholdRule rule;
        private final Map<AnomalyId, Mark> standing = new LinkedHashMap<>();
        private double threshold;

        Fold(ThresholdRule rule) {
            this.rule = rule;
            this.threshold = rule.standard();
        }

        Step take(Mark mark) {
            double from = threshold;
            boolean anew = standing.remove(mark.finding()) != null;
            if (anew) {
                threshold = rule.standard();
                standing.values().forEach(this::move);
            }
            String why = "what was said of a finding of " + ThresholdRule.number(mark.score())
                    + " is withdrawn: as if it had not been said";
            if (mark.verdict().isPresent()) {
                standing.put(mark.finding(), mark);
                why = move(mark) + (anew ? ", instead of what was said of it before" : "");
            }
            return step(mark, from, why);
        }

        private String move(Mark mark) {
            Move move = mark.verdict()
                    .map(verdict -> rule.next(threshold, verdict, mark.score(), mark.detector()))
                    .orElseThrow();
            threshold = move.to();
            return move.why();
        }

        private Step step(Mark mark, double from, String why) {
            return new Step(
                    mark.id(),
                    mark.finding().toString(),
                    mark.finding().time(),
                    mark.score(),
                    mark.detector(),
                    mark.label(),
                    mark.comment().orElse(null),
                    mark.by(),
                    mark.at(),
                    from,
                    threshold,
                    why);
        }
    }
}
