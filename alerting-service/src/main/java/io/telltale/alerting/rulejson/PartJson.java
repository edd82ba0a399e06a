package io.telltale.alerting.rulejson;

import static io.telltale.alerting.rulejson.Fields.required;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.telltale.alerting.rule.Composite;
import io.telltale.alerting.rule.Condition;
import io.telltale.alerting.rule.InvalidRuleException;
import java.time.Duration;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** One condition of a composite, with the fields of its kind. */
@JsonInclude(JsonInclude.Include.NON_NULL)
@Schema(name = "RulePart")
public record PartJson(
        @Schema(required = true) @Nullable String metric,

        @Schema(
                required = true,
                enumeration = {"threshold", "rate", "aggregate"})
        @Nullable
        String kind,

        @Schema(enumeration = {">", ">=", "<", "<="}) @Nullable
        String operator,

        @Nullable Double value,
        @Nullable Double clear,

        @Schema(enumeration = {"avg", "min", "max", "p95", "count", "stddev", "sum"}) @Nullable
        String function,

        @Schema(description = "ISO 8601 duration") @Nullable Duration window,
        @Schema(description = "ISO 8601 duration") @Nullable Duration per) {

    static PartJson of(Composite.Part part) {
        ConditionJson condition = ConditionJson.of(part.condition());
        return new PartJson(
                part.metric(),
                part.condition().kind(),
                condition.operator(),
                condition.value(),
                condition.clear(),
                condition.function(),
                condition.window(),
                condition.per());
    }

    Composite.Part toPart(String path) {
        ConditionJson condition = ConditionJson.ofReadings(operator, value, clear, null, function, window, per);
        String of = required(path + ".kind", kind);
        if (Fields.within(path, () -> condition.toCondition(of)) instanceof Condition.OfSeries single) {
            return new Composite.Part(required(path + ".metric", metric), single);
        }
        throw new InvalidRuleException(path + ".kind", "must be threshold, rate or aggregate, but is '" + of + "'");
    }
}
