package io.telltale.alerting.rulejson;

import static io.telltale.alerting.rulejson.Fields.required;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import io.telltale.alerting.rule.Composite;
import io.telltale.alerting.rule.Condition;
import io.telltale.alerting.rule.Glob;
import io.telltale.alerting.rule.InvalidRuleException;
import io.telltale.alerting.rule.Rule;
import io.telltale.alerting.rule.Selector;
import io.telltale.alerting.rule.Severity;
import io.telltale.alerting.wording.QuteWording;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** A rule as people write and read it; what is left out when writing takes its default. */
@JsonInclude(JsonInclude.Include.NON_NULL)
@JsonPropertyOrder({
    "id",
    "name",
    "kind",
    "severity",
    "selector",
    "condition",
    "for",
    "keepFiringFor",
    "enabled",
    "labels",
    "annotations"
})
@Schema(name = "Rule")
public record RuleJson(
        @Schema(readOnly = true) @Nullable UUID id,
        @Schema(required = true) @Nullable String name,

        @Schema(
                required = true,
                enumeration = {"threshold", "rate", "aggregate", "composite", "anomaly", "no-data", "presence"})
        @Nullable
        String kind,

        @Schema(
                enumeration = {"info", "warning", "critical"},
                defaultValue = "warning")
        @Nullable
        String severity,

        @Schema(description = "may be left out where no metric has to be named: composite, no-data, presence") @Nullable
        SelectorJson selector,

        @Schema(required = true) @Nullable ConditionJson condition,

        @JsonProperty("for")
        @Schema(description = "ISO 8601 duration; not for anomaly rules", defaultValue = "PT0S")
        @Nullable
        Duration hold,

        @JsonProperty("keepFiringFor")
        @Schema(description = "ISO 8601 duration; not for anomaly rules", defaultValue = "PT0S")
        @Nullable
        Duration keepFiring,

        @Schema(defaultValue = "true") @Nullable Boolean enabled,

        @Schema(description = "values are templates: {device}, {labels.site}") @Nullable
        Map<String, String> labels,

        @Schema(description = "values are templates: {value}, {device}, {metric}, {severity}") @Nullable
        Map<String, String> annotations) {

    /** Which series. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    @Schema(name = "RuleSelector")
    public record SelectorJson(
            @Schema(description = "device names, with * and ?", defaultValue = "*") @Nullable
            String device,

            @Schema(description = "metrics, with * and ?") @Nullable
            String metric,

            @Schema(description = "profiles of devices, with * and ?; any when left out") @Nullable
            String profile,

            @Schema(description = "values of labels that a device carries, with * and ?") @Nullable
            Map<String, String> labels) {}

    /** The rule as it is written. */
    public static RuleJson of(Rule rule) {
        Selector selector = rule.selector();
        return new RuleJson(
                rule.id(),
                rule.name(),
                rule.condition().kind(),
                rule.severity().wire(),
                new SelectorJson(
                        selector.device().pattern(),
                        selector.metric().pattern(),
                        selector.profile().map(Glob::pattern).orElse(null),
                        selector.labelPatterns()),
                ConditionJson.of(rule.condition()),
                rule.hold(),
                rule.keepFiring().isZero() ? null : rule.keepFiring(),
                rule.enabled(),
                rule.labels(),
                rule.annotations());
    }

    /**
     * The rule it describes.
     *
     * @throws InvalidRuleException naming the first field that makes no sense
     */
    public Rule toRule(UUID ruleId, String tenant, long revision) {
        String ruleName = required("name", name);
        Severity own = severity == null ? Severity.WARNING : LevelJson.severity("severity", severity);
        String ruleKind = required("kind", kind);
        Condition when = required("condition", condition).toCondition(ruleKind);
        return QuteWording.checked(new Rule(
                ruleId,
                tenant,
                revision,
                ruleName,
                own,
                toSelector(when),
                when,
                Objects.requireNonNullElse(hold, Duration.ZERO),
                Objects.requireNonNullElse(keepFiring, Duration.ZERO),
                Objects.requireNonNullElse(enabled, true),
                Objects.requireNonNullElse(labels, Map.of()),
                Objects.requireNonNullElse(annotations, Map.of())));
    }

    private Selector toSelector(Condition when) {
        SelectorJson json = selector == null ? new SelectorJson(null, null, null, null) : selector;
        return new Selector(
                json.device == null ? Glob.ANY : new Glob(json.device),
                toMetric(json, when),
                Optional.ofNullable(json.profile).map(Glob::new),
                Selector.globs(Objects.requireNonNullElse(json.labels, Map.of())));
    }

    private Glob toMetric(SelectorJson json, Condition when) {
        return switch (when) {
            case Condition.OfSeries s -> metricNamed(json);
            case Condition.Anomaly a -> metricNamed(json);
            case Composite c -> {
                if (json.metric != null && !json.metric.equals(Glob.ANY.pattern())) {
                    throw new InvalidRuleException(
                            "selector.metric", "is not for a composite: its parts name the metrics");
                }
                yield Glob.ANY;
            }
            case Condition.NoData n -> json.metric == null ? Glob.ANY : new Glob(json.metric);
            case Condition.Presence p -> new Glob(json.metric == null ? p.kind() : json.metric);
        };
    }

    private Glob metricNamed(SelectorJson json) {
        if (selector == null) {
            throw new InvalidRuleException("selector", "is missing");
        }
        return new Glob(required("selector.metric", json.metric));
    }
}
