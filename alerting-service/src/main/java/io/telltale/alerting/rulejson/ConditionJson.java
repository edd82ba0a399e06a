package io.telltale.alerting.rulejson;

import static io.telltale.alerting.rulejson.Fields.nullable;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import io.telltale.alerting.rule.Composite;
import io.telltale.alerting.rule.Condition;
import io.telltale.alerting.rule.Level;
import io.telltale.alerting.rule.Limits;
import java.time.Duration;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * When a rule's alert begins and ends. Which fields there are depends on the rule's kind; a field of another kind is refused.
 *
 * @param operator threshold, rate, aggregate
 * @param value the limit of the rule's own severity
 * @param clear how far a value must come back
 * @param levels further limits of rising severity, with {@code value} or instead of it
 * @param function aggregate
 * @param window rate, aggregate
 * @param per rate; PT1M when left out
 * @param mode composite
 * @param within composite
 * @param parts composite
 * @param minScore anomaly
 * @param detector anomaly; any when left out
 * @param silence no-data
 * @param share no-data; each device for itself when left out
 * @param state presence
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
@Schema(name = "RuleCondition")
public record ConditionJson(
        @Schema(enumeration = {">", ">=", "<", "<="}) @Nullable
        String operator,

        @Nullable Double value,
        @Nullable Double clear,
        @Nullable List<LevelJson> levels,

        @Schema(enumeration = {"avg", "min", "max", "p95", "count", "stddev", "sum"}) @Nullable
        String function,

        @Schema(description = "ISO 8601 duration, PT1S to P7D") @Nullable
        Duration window,

        @Schema(description = "ISO 8601 duration", defaultValue = "PT1M") @Nullable
        Duration per,

        @Schema(enumeration = {"all", "any", "sequence"}) @Nullable
        String mode,

        @Schema(description = "ISO 8601 duration") @Nullable Duration within,
        @Nullable List<PartJson> parts,
        @Schema(minimum = "0", maximum = "1") @Nullable Double minScore,
        @Nullable String detector,

        @JsonProperty("for") @Schema(description = "ISO 8601 duration; no-data rules only") @Nullable
        Duration silence,

        @Schema(description = "above 0, at most 1; no-data rules only") @Nullable
        Double share,

        @Schema(enumeration = {"offline", "stale"}) @Nullable
        String state) {

    /** The condition as it is written. */
    public static ConditionJson of(Condition condition) {
        return switch (condition) {
            case Condition.Threshold t -> of(t.limits(), null, null, null);
            case Condition.Rate r -> of(r.limits(), null, r.window(), r.per());
            case Condition.Aggregate a -> of(a.limits(), a.function().wire(), a.window(), null);
            case Composite c ->
                ofParts(
                        c.mode().wire(),
                        c.within(),
                        c.parts().stream().map(PartJson::of).toList());
            case Condition.Anomaly a -> ofOthers(a.minScore(), a.detector().orElse(null), null, null, null);
            case Condition.NoData n -> ofOthers(null, null, n.after(), nullable(n.share()), null);
            case Condition.Presence p ->
                ofOthers(null, null, null, null, p.state().wire());
        };
    }

    private static ConditionJson of(
            Limits limits, @Nullable String function, @Nullable Duration window, @Nullable Duration per) {
        Level first = limits.level(1);
        boolean plain = first.severity().isEmpty();
        List<LevelJson> further =
                limits.levels().stream().skip(plain ? 1 : 0).map(LevelJson::of).toList();
        return ofReadings(
                limits.operator().symbol(),
                plain ? (Double) first.limit() : null,
                plain ? nullable(first.clear()) : null,
                further.isEmpty() ? null : further,
                function,
                window,
                per);
    }

    /** Of one number and its limits. */
    static ConditionJson ofReadings(
            @Nullable String operator,
            @Nullable Double value,
            @Nullable Double clear,
            @Nullable List<LevelJson> levels,
            @Nullable String function,
            @Nullable Duration window,
            @Nullable Duration per) {
        return new ConditionJson(
                operator, value, clear, levels, function, window, per, null, null, null, null, null, null, null, null);
    }

    private static ConditionJson ofParts(String mode, Duration within, List<PartJson> parts) {
        return new ConditionJson(
                null, null, null, null, null, null, null, mode, within, parts, null, null, null, null, null);
    }

    /** Of a finding, of silence or of presence. */
    private static ConditionJson ofOthers(
            @Nullable Double minScore,
            @Nullable String detector,
            @Nullable Duration silence,
            @Nullable Double share,
            @Nullable String state) {
        return new ConditionJson(
                null, null, null, null, null, null, null, null, null, null, minScore, detector, silence, share, state);
    }

    /**
     * The condition it describes.
     *
     * @param kind of the rule
     * @throws io.telltale.alerting.rule.InvalidRuleException naming the first field that makes no sense
     */
    public Condition toCondition(String kind) {
        return new WrittenCondition(this).read(kind);
    }
}
