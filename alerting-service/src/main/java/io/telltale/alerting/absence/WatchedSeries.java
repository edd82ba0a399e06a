package io.telltale.alerting.absence;

import io.telltale.alerting.rule.Condition;
import io.telltale.alerting.rule.Glob;
import io.telltale.alerting.rule.Rule;
import io.telltale.events.SeriesKey;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What the rules on absence want to be noted of what is heard. Immutable. */
final class WatchedSeries {

    /** What is wanted before there are rules. */
    static final WatchedSeries NONE = new WatchedSeries(List.of(), Duration.ofDays(1));

    private final Map<String, List<Glob>> metrics = new HashMap<>();
    private final Map<String, Duration> shortest = new HashMap<>();
    private final Duration otherwise;

    /**
     * What these rules want.
     *
     * @param stale silence after which a device counts as stale when no rule says otherwise
     */
    WatchedSeries(Collection<Rule> rules, Duration stale) {
        otherwise = stale;
        for (Rule rule : rules) {
            if (rule.condition() instanceof Condition.NoData noData) {
                shortest(rule, noData.after());
                if (!AbsenceJudge.ofDevices(rule)) {
                    metrics.computeIfAbsent(rule.tenant(), t -> new ArrayList<>())
                            .add(rule.selector().metric());
                }
            } else if (rule.condition() instanceof Condition.Presence presence
                    && presence.state() == Condition.Presence.State.STALE) {
                shortest(rule, rule.hold());
            }
        }
    }

    private void shortest(Rule rule, Duration silence) {
        shortest.merge(rule.tenant(), silence, (a, b) -> a.compareTo(b) < 0 ? a : b);
    }

    /** Whether any rule looks at single metrics. */
    boolean anySeries() {
        return !metrics.isEmpty();
    }

    /** Whether a rule looks at the silence of this series. */
    boolean looksAt(SeriesKey series) {
        List<Glob> patterns = metrics.get(series.tenant());
        return patterns != null && patterns.stream().anyMatch(pattern -> pattern.matches(series.metric()));
    }

    /** How far apart readings of a tenant are noted, microseconds. */
    long apartMicros(String tenant) {
        Duration silence = shortest.getOrDefault(tenant, otherwise);
        Duration least = silence.compareTo(otherwise) < 0 ? silence : otherwise;
        return Slack.between(least).toNanos() / 1_000;
    }
}
