package io.telltale.alerting.rulejson;

import static io.telltale.alerting.rulejson.Fields.optional;
import static io.telltale.alerting.rulejson.Fields.required;

import io.telltale.alerting.rule.Aggregation;
import io.telltale.alerting.rule.Composite;
import io.telltale.alerting.rule.Condition;
import io.telltale.alerting.rule.InvalidRuleException;
import io.telltale.alerting.rule.Level;
import io.telltale.alerting.rule.Limits;
import io.telltale.alerting.rule.Operator;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** A condition as somebody wrote it, on its way to one that makes sense. */
final class WrittenCondition {

    private static final List<String> KINDS =
            List.of("threshold", "rate", "aggregate", "composite", "anomaly", "no-data", "presence");

    private final ConditionJson json;

    WrittenCondition(ConditionJson json) {
        this.json = json;
    }

    /** The condition of a rule of this kind; errors name the first field that makes no sense. */
    Condition read(String kind) {
        refuseOthers(kind);
        return switch (kind) {
            case "threshold" -> new Condition.Threshold(limits());
            case "rate" ->
                new Condition.Rate(
                        limits(),
                        Objects.requireNonNullElse(json.per(), Duration.ofMinutes(1)),
                        required("condition.window", json.window()));
            case "aggregate" ->
                new Condition.Aggregate(function(), required("condition.window", json.window()), limits());
            case "composite" -> new Composite(mode(), required("condition.within", json.within()), parts());
            case "anomaly" ->
                new Condition.Anomaly(
                        required("condition.minScore", json.minScore()), Optional.ofNullable(json.detector()));
            case "no-data" -> new Condition.NoData(required("condition.for", json.silence()), optional(json.share()));
            case "presence" -> new Condition.Presence(state());
            default -> throw new InvalidRuleException("kind", "must be one of " + KINDS + ", but is '" + kind + "'");
        };
    }

    private void refuseOthers(String kind) {
        boolean limited = kind.equals("threshold") || kind.equals("rate") || kind.equals("aggregate");
        refuse(limited, kind, "operator", json.operator());
        refuse(limited, kind, "value", json.value());
        refuse(limited, kind, "clear", json.clear());
        refuse(limited, kind, "levels", json.levels());
        refuse(kind.equals("aggregate"), kind, "function", json.function());
        refuse(kind.equals("aggregate") || kind.equals("rate"), kind, "window", json.window());
        refuse(kind.equals("rate"), kind, "per", json.per());
        refuse(kind.equals("composite"), kind, "mode", json.mode());
        refuse(kind.equals("composite"), kind, "within", json.within());
        refuse(kind.equals("composite"), kind, "parts", json.parts());
        refuse(kind.equals("anomaly"), kind, "minScore", json.minScore());
        refuse(kind.equals("anomaly"), kind, "detector", json.detector());
        refuse(kind.equals("no-data"), kind, "for", json.silence());
        refuse(kind.equals("no-data"), kind, "share", json.share());
        refuse(kind.equals("presence"), kind, "state", json.state());
    }

    private static void refuse(boolean fits, String kind, String field, @Nullable Object written) {
        if (!fits && KINDS.contains(kind)) {
            Fields.forbidden("condition." + field, written, kind);
        }
    }

    private Limits limits() {
        String symbol = required("condition.operator", json.operator());
        Operator compared = Operator.of(symbol)
                .orElseThrow(() -> new InvalidRuleException(
                        "condition.operator", "must be >, >=, < or <=, but is '" + symbol + "'"));
        List<Level> all = new ArrayList<>();
        if (json.value() != null || json.levels() == null) {
            all.add(new Level(Optional.empty(), required("condition.value", json.value()), optional(json.clear())));
        } else if (json.clear() != null) {
            throw new InvalidRuleException(
                    "condition.clear", "needs a value to clear; each level has a clear of its own");
        }
        List<LevelJson> further = Objects.requireNonNullElse(json.levels(), List.of());
        for (int i = 0; i < further.size(); i++) {
            all.add(required("condition.levels[" + i + "]", further.get(i)).toLevel("condition.levels[" + i + "]"));
        }
        return new Limits(compared, all);
    }

    private Aggregation function() {
        String name = required("condition.function", json.function());
        return Aggregation.of(name)
                .orElseThrow(() -> new InvalidRuleException(
                        "condition.function",
                        "must be avg, min, max, p95, count, stddev or sum, but is '" + name + "'"));
    }

    private Composite.Mode mode() {
        String name = required("condition.mode", json.mode());
        return Composite.Mode.of(name)
                .orElseThrow(() -> new InvalidRuleException(
                        "condition.mode", "must be all, any or sequence, but is '" + name + "'"));
    }

    private List<Composite.Part> parts() {
        List<PartJson> written = required("condition.parts", json.parts());
        return IntStream.range(0, written.size())
                .mapToObj(i ->
                        required("condition.parts[" + i + "]", written.get(i)).toPart("condition.parts[" + i + "]"))
                .toList();
    }

    private Condition.Presence.State state() {
        String name = required("condition.state", json.state());
        return Condition.Presence.State.of(name)
                .orElseThrow(() ->
                        new InvalidRuleException("condition.state", "must be offline or stale, but is '" + name + "'"));
    }
}
