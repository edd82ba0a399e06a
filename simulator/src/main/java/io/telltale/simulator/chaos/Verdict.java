package io.telltale.simulator.chaos;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Why a run is no proof. Pure. */
final class Verdict {

    private Verdict() {}

    /** Every reason in words, none when all is well. */
    static List<String> problems(
            ReadingAccount readings,
            AlertAccount alerts,
            DeadLetterAccount deadLetters,
            List<Step> steps,
            Duration recoverWithin) {
        List<String> problems = new ArrayList<>();
        ReadingAccount.Span total = readings.total();
        add(problems, total.lost(), "acknowledged readings are not stored");
        add(problems, total.duplicated(), "readings are stored more than once");
        add(problems, readings.strangers(), "rows were never sent");
        add(problems, readings.refused(), "good readings were refused");
        add(problems, alerts.missing(), "crossings made no alert");
        add(problems, alerts.doubled(), "alerts too many");
        add(problems, alerts.unresolved(), "alerts are not resolved");
        add(problems, alerts.unnotified(), "changes of alerts were not notified");
        add(problems, alerts.doublyNotified(), "changes of alerts were notified under more than one id");
        add(problems, alerts.forged(), "webhooks had a wrong signature");
        add(problems, deadLetters.missing(), "malformed messages are not among the dead letters");
        for (Step step : steps) {
            if (step.recoverMillis().isEmpty()) {
                problems.add(step.label() + " was not recovered from");
            } else if (step.recoverMillis().getAsLong() > recoverWithin.toMillis()) {
                problems.add("%s took %.1f s to recover"
                        .formatted(step.label(), step.recoverMillis().getAsLong() / 1000d));
            }
        }
        if (total.acknowledged() == 0) {
            problems.add("nothing was acknowledged, so nothing is proved");
        }
        return problems;
    }

    private static void add(List<String> problems, long count, String what) {
        if (count > 0) {
            problems.add(count + " " + what);
        }
    }
}
