package io.telltale.alerting.rehearsal;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.telltale.alerting.rulejson.RuleJson;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** A backtest on the API. */
final class BacktestJson {

    /** Devices shown, those that fired longest. */
    private static final int DEVICES = 100;

    private BacktestJson() {}

    /** What to find out. */
    @Schema(name = "Backtest")
    record Asked(
            @Schema(required = true, description = "a stored rule by its `id` alone, or a whole rule") @Nullable
            RuleJson rule,

            @Schema(description = "another version, to tell the difference: likewise") @Nullable
            RuleJson against,

            @Schema(required = true, description = "inclusive") @Nullable
            Instant from,

            @Schema(description = "exclusive; now when left out") @Nullable
            Instant to,

            @Schema(description = "most alerts in each list", minimum = "0", maximum = "10000", defaultValue = "1000")
            @Nullable
            Integer limit) {}

    /** What was found out. */
    @JsonInclude(JsonInclude.Include.NON_ABSENT)
    @Schema(name = "BacktestAnswer")
    record Found(
            Instant from,
            Instant to,

            @Schema(description = "readings or anomalies judged, with those before `from` that the rule looks back to")
            long read,

            long millis,
            Raised rule,
            Optional<Raised> against,
            Optional<Differing> difference) {

        static Found of(Backtest.Question question, Backtest.Answer answer, long millis, int limit) {
            return new Found(
                    question.from(),
                    question.to(),
                    answer.read(),
                    millis,
                    Raised.of(answer.rule(), limit),
                    answer.against().map(outcome -> Raised.of(outcome, limit)),
                    answer.difference().map(difference -> Differing.of(difference, limit, answer)));
        }
    }

    /**
     * What one version would have raised.
     *
     * @param alerts how many fired
     * @param firing all their times, added up
     * @param devices how many devices had any
     * @param open how many had not ended at the end
     * @param withdrawn how many were pending and did not fire
     */
    @Schema(name = "BacktestRaised")
    record Raised(
            long alerts,
            Duration firing,
            int devices,
            long open,
            long withdrawn,
            List<Outcome.DeviceSum> longest,
            boolean truncated,
            List<AlertLine> items) {

        private static Raised of(Outcome outcome, int limit) {
            List<AlertLine> lines =
                    outcome.episodes().stream().limit(limit).map(AlertLine::of).toList();
            return new Raised(
                    outcome.alerts(),
                    outcome.firing(),
                    outcome.devices(),
                    outcome.open(),
                    outcome.withdrawn(),
                    outcome.worst(DEVICES),
                    lines.size() < outcome.alerts(),
                    lines);
        }
    }

    /**
     * One alert.
     *
     * @param severity the highest it came to
     * @param startedAt when the condition was first met
     * @param firedAt when somebody would have been told
     * @param firing from then to its end, or to the end of the time
     */
    @JsonInclude(JsonInclude.Include.NON_ABSENT)
    @Schema(name = "BacktestAlert")
    record AlertLine(
            String device,
            String metric,
            String severity,
            String summary,
            Instant startedAt,
            Instant firedAt,
            Optional<Instant> resolvedAt) {

        private static AlertLine of(Episode episode) {
            return new AlertLine(
                    episode.series().device(),
                    episode.series().metric(),
                    episode.worst().wire(),
                    episode.alert().summary(),
                    episode.alert().startedAt(),
                    episode.firedAt(),
                    episode.resolvedAt());
        }
    }

    /**
     * How the other version differs.
     *
     * @param same alerts that fire and end at the same moments in both
     * @param moved alerts of both that do not
     * @param gone only in the rule
     * @param added only in the other version
     */
    @Schema(name = "BacktestDifference")
    record Differing(
            int same,
            int moved,
            int gone,
            int added,
            boolean truncated,
            List<MovedLine> movedItems,
            List<AlertLine> goneItems,
            List<AlertLine> addedItems) {

        private static Differing of(Difference difference, int limit, Backtest.Answer answer) {
            boolean all = !answer.rule().truncated()
                    && answer.against().filter(Outcome::truncated).isEmpty();
            int most = Math.max(
                    difference.moved().size(),
                    Math.max(difference.gone().size(), difference.added().size()));
            return new Differing(
                    difference.same(),
                    difference.moved().size(),
                    difference.gone().size(),
                    difference.added().size(),
                    !all || most > limit,
                    difference.moved().stream()
                            .limit(limit)
                            .map(moved -> new MovedLine(AlertLine.of(moved.before()), AlertLine.of(moved.after())))
                            .toList(),
                    difference.gone().stream().limit(limit).map(AlertLine::of).toList(),
                    difference.added().stream().limit(limit).map(AlertLine::of).toList());
        }
    }

    /** One alert as both versions have it. */
    @Schema(name = "BacktestMoved")
    record MovedLine(AlertLine rule, AlertLine against) {}
}
