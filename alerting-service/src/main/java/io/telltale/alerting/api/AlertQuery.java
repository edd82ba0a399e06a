package io.telltale.alerting.api;

import io.telltale.alerting.alert.AlertLabels;
import io.telltale.alerting.alert.AlertState;
import io.telltale.alerting.alert.ShownAlert;
import io.telltale.alerting.routing.InvalidRoutingException;
import io.telltale.alerting.routing.Matcher;
import io.telltale.alerting.rule.Severity;
import io.telltale.alerting.store.AlertFilter;
import io.telltale.http.Problem;
import jakarta.ws.rs.QueryParam;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.jspecify.annotations.Nullable;

/** Which alerts are asked for. A resource method takes it as {@code @BeanParam}; what is wrong in it is a 400. */
public class AlertQuery {

    private static final int MOST = 20;

    @QueryParam("state")
    @Parameter(description = "pending, firing or resolved; may be there more than once")
    @Nullable
    List<String> state;

    @QueryParam("severity")
    @Parameter(description = "info, warning or critical; may be there more than once")
    @Nullable
    List<String> severity;

    @QueryParam("device")
    @Nullable
    String device;

    @QueryParam("rule")
    @Parameter(description = "id or name")
    @Nullable
    String rule;

    @QueryParam("matcher")
    @Parameter(
            description =
                    "on labels, as Alertmanager writes it, such as site=\"north\" or device=~\"pump-.*\"; more than"
                            + " once: all must match")
    @Nullable
    List<String> matcher;

    @QueryParam("acknowledged")
    @Parameter(description = "true or false: whether somebody is at it now")
    @Nullable
    String acknowledged;

    @QueryParam("muted")
    @Parameter(description = "true or false: whether a silence, another alert or its own flapping keeps it quiet")
    @Nullable
    String muted;

    /** For the framework. */
    public AlertQuery() {}

    AlertFilter filter(String tenant, Instant now) {
        return new AlertFilter(
                tenant,
                each("state", state, AlertState::of, "pending, firing or resolved"),
                each("severity", severity, Severity::of, "info, warning or critical"),
                text(device),
                text(rule),
                flag("acknowledged", acknowledged),
                flag("muted", muted),
                now);
    }

    /** What the matchers ask of an alert. */
    Predicate<ShownAlert> fits() {
        if (matcher == null || matcher.isEmpty()) {
            return any -> true;
        }
        requireFew("matcher", matcher);
        try {
            List<Matcher> matchers =
                    matcher.stream().map(text -> Matcher.parse("matcher", text)).toList();
            return shown -> Matcher.all(matchers, AlertLabels.of(shown.alert()));
        } catch (InvalidRoutingException e) {
            throw Problem.invalid(e.field(), String.valueOf(e.getMessage()));
        }
    }

    private static void requireFew(String field, List<String> texts) {
        if (texts.size() > MOST) {
            throw Problem.invalid(field, "may be there " + MOST + " times at most");
        }
    }

    private static <T> Set<T> each(
            String field, @Nullable List<String> texts, Function<String, Optional<T>> known, String choices) {
        if (texts == null) {
            return Set.of();
        }
        requireFew(field, texts);
        return texts.stream()
                .map(text -> known.apply(text)
                        .orElseThrow(() -> Problem.invalid(field, "must be " + choices + ", but is '" + text + "'")))
                .collect(Collectors.toSet());
    }

    private static Optional<String> text(@Nullable String text) {
        return Optional.ofNullable(text).filter(t -> !t.isEmpty());
    }

    private static Optional<Boolean> flag(String field, @Nullable String text) {
        return text(text).map(t -> switch (t) {
            case "true" -> true;
            case "false" -> false;
            default -> throw Problem.invalid(field, "must be true or false");
        });
    }
}
