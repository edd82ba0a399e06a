package io.telltale.alerting.rulejson;

import static io.telltale.alerting.rulejson.Fields.nullable;
import static io.telltale.alerting.rulejson.Fields.optional;
import static io.telltale.alerting.rulejson.Fields.required;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.telltale.alerting.rule.InvalidRuleException;
import io.telltale.alerting.rule.Level;
import io.telltale.alerting.rule.Severity;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** One limit of several, each with a severity of its own. */
@JsonInclude(JsonInclude.Include.NON_NULL)
@Schema(name = "RuleLevel")
public record LevelJson(
        @Schema(
                required = true,
                enumeration = {"info", "warning", "critical"})
        @Nullable
        String severity,

        @Schema(required = true) @Nullable Double value,
        @Nullable Double clear) {

    static LevelJson of(Level level) {
        return new LevelJson(level.severity().map(Severity::wire).orElse(null), level.limit(), nullable(level.clear()));
    }

    Level toLevel(String path) {
        return new Level(
                Optional.of(severity(path + ".severity", required(path + ".severity", severity))),
                required(path + ".value", value),
                optional(clear));
    }

    static Severity severity(String field, String wire) {
        return Severity.of(wire)
                .orElseThrow(() ->
                        new InvalidRuleException(field, "must be info, warning or critical, but is '" + wire + "'"));
    }
}
