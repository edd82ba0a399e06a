package io.telltale.alerting.routing;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A tenant's routing as it is written: the parts of Alertmanager's configuration that say who is told of what, under the same
 * names. {@link Routing} gives it its meaning.
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record RoutingDocument(
        @Nullable Route route,
        @Nullable List<Receiver> receivers,
        @JsonProperty("inhibit_rules") @Nullable List<Inhibit> inhibitRules,
        @JsonProperty("time_intervals") @Nullable List<NamedIntervals> timeIntervals) {

    /** A node of the tree; what it leaves out it takes from its parent. Durations like {@code 30s} or {@code 1h30m}. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Route(
            @Nullable String receiver,
            @Nullable List<String> matchers,
            @JsonProperty("group_by") @Nullable List<String> groupBy,
            @JsonProperty("group_wait") @Nullable String groupWait,
            @JsonProperty("group_interval") @Nullable String groupInterval,
            @JsonProperty("repeat_interval") @Nullable String repeatInterval,
            @JsonProperty("continue") @Nullable Boolean goOn,
            @JsonProperty("mute_time_intervals") @Nullable List<String> muteTimeIntervals,
            @JsonProperty("active_time_intervals") @Nullable List<String> activeTimeIntervals,
            @Nullable List<Escalation> escalation,
            @Nullable Flaps flapping,
            @Nullable Storms storm,
            @Nullable List<Route> routes) {}

    /** One further receiver, told when nobody has acknowledged an alert for that long. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Escalation(
            @Nullable String after, @Nullable String receiver) {}

    /** How often an alert may come back within a time before it counts as flapping. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Flaps(@Nullable Integer changes, @Nullable String within) {}

    /** How many alerts of a rule within a time are told each by itself, and how the others are told together. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Storms(
            @Nullable Integer alerts,
            @Nullable String within,
            @JsonProperty("group_wait") @Nullable String groupWait,
            @JsonProperty("group_interval") @Nullable String groupInterval) {}

    /** Some webhooks by name or id; none named means all of the tenant. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Receiver(
            @Nullable String name,
            @Nullable List<String> webhooks,
            @JsonProperty("max_alerts") @Nullable Integer maxAlerts) {}

    /** While a source fires, targets with equal labels are not told. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Inhibit(
            @Nullable String name,
            @JsonProperty("source_matchers") @Nullable List<String> sourceMatchers,
            @JsonProperty("target_matchers") @Nullable List<String> targetMatchers,
            @Nullable List<String> equal) {}

    /** Times under a name that routes refer to. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record NamedIntervals(
            @Nullable String name,
            @JsonProperty("time_intervals") @Nullable List<TimeInterval.Document> timeIntervals) {}
}
