package io.telltale.alerting.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import io.telltale.alerting.rule.Condition;
import io.telltale.alerting.rule.Glob;
import io.telltale.alerting.rule.InvalidRuleException;
import io.telltale.alerting.rule.Operator;
import io.telltale.alerting.rule.Rule;
import io.telltale.alerting.rule.Selector;
import io.telltale.alerting.rule.Severity;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalDouble;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** A rule on the API, both ways; what is left out when writing takes its default. */
@JsonInclude(JsonInclude.Include.NON_NULL)
@JsonPropertyOrder({"id", "name", "kind", "severity", "selector", "condition", "for", "enabled", "labels", "annotations"
})
@Schema(name = "Rule")
record RuleJson(
        @Schema(readOnly = true) @Nullable UUID id,
        @Schema(required = true) @Nullable String name,

        @Schema(
                required = true,
                enumeration = {"threshold", "anomaly"})
        @Nullable
        String kind,

        @Schema(
                enumeration = {"info", "warning", "critical"},
                defaultValue = "warning")
        @Nullable
        String severity,

        @Schema(required = true) @Nullable SelectorJson selector,
        @Schema(required = true) @Nullable ConditionJson condition,

        @JsonProperty("for")
        @Schema(description = "ISO 8601 duration; threshold rules only", defaultValue = "PT0S")
        @Nullable
        Duration hold,

        @Schema(defaultValue = "true") @Nullable Boolean enabled,
        @Nullable Map<String, String> labels,
        @Nullable Map<String, String> annotations) {

    /** Which series. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    @Schema(name = "RuleSelector")
    record SelectorJson(
            @Schema(description = "device names, with * and ?", defaultValue = "*") @Nullable
            String device,

            @Schema(required = true) @Nullable String metric,
            @Nullable Map<String, String> labels) {}

    /** When: operator, value and clear of a threshold rule, minScore of an anomaly rule. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    @Schema(name = "RuleCondition")
    record ConditionJson(
            @Schema(enumeration = {">", ">=", "<", "<="}) @Nullable
            String operator,

            @Nullable Double value,
            @Nullable Double clear,
            @Schema(minimum = "0", maximum = "1") @Nullable Double minScore) {}

    static RuleJson of(Rule rule) {
        Selector selector = rule.selector();
        return new RuleJson(
                rule.id(),
                rule.name(),
                rule.condition().kind(),
                rule.severity().wire(),
                new SelectorJson(selector.device().pattern(), selector.metric(), selector.labels()),
                of(rule.condition()),
                rule.hold(),
                rule.enabled(),
                rule.labels(),
                rule.annotations());
    }

    private static ConditionJson of(Condition condition) {
        return switch (condition) {
            case Condition.Threshold t ->
                new ConditionJson(
                        t.operator().symbol(),
                        t.limit(),
                        t.clear().isPresent() ? t.clear().getAsDouble() : null,
                        null);
            case Condition.Anomaly a -> new ConditionJson(null, null, null, a.minScore());
        };
    }

    /**
     * The rule it describes.
     *
     * @throws InvalidRuleException naming the first field that makes no sense
     */
    Rule toRule(UUID ruleId, String tenant, long revision) {
        return new Rule(
                ruleId,
                tenant,
                revision,
                required("name", name),
                toSeverity(),
                toSelector(required("selector", selector)),
                toCondition(required("kind", kind), required("condition", condition)),
                Objects.requireNonNullElse(hold, Duration.ZERO),
                Objects.requireNonNullElse(enabled, true),
                Objects.requireNonNullElse(labels, Map.of()),
                Objects.requireNonNullElse(annotations, Map.of()));
    }

    private Severity toSeverity() {
        return severity == null
                ? Severity.WARNING
                : Severity.of(severity)
                        .orElseThrow(() -> new InvalidRuleException(
                                "severity", "must be info, warning or critical, but is '" + severity + "'"));
    }

    private static Selector toSelector(SelectorJson json) {
        return new Selector(
                json.device == null ? Glob.ANY : new Glob(json.device),
                required("selector.metric", json.metric),
                Objects.requireNonNullElse(json.labels, Map.of()));
    }

    private static Condition toCondition(String kind, ConditionJson json) {
        return switch (kind) {
            case "threshold" -> {
                forbidden("condition.minScore", json.minScore, kind);
                yield new Condition.Threshold(
                        operator(required("condition.operator", json.operator)),
                        required("condition.value", json.value),
                        json.clear == null ? OptionalDouble.empty() : OptionalDouble.of(json.clear));
            }
            case "anomaly" -> {
                forbidden("condition.operator", json.operator, kind);
                forbidden("condition.value", json.value, kind);
                forbidden("condition.clear", json.clear, kind);
                yield new Condition.Anomaly(required("condition.minScore", json.minScore));
            }
            default -> throw new InvalidRuleException("kind", "must be threshold or anomaly, but is '" + kind + "'");
        };
    }

    private static Operator operator(String symbol) {
        return Operator.of(symbol)
                .orElseThrow(() -> new InvalidRuleException(
                        "condition.operator", "must be >, >=, < or <=, but is '" + symbol + "'"));
    }

    private static <T> T required(String field, @Nullable T value) {
        if (value == null) {
            throw new InvalidRuleException(field, "is missing");
        }
        return value;
    }

    private static void forbidden(String field, @Nullable Object value, String kind) {
        if (value != null) {
            throw new InvalidRuleException(field, "is not for a rule of kind " + kind);
        }
    }
}
