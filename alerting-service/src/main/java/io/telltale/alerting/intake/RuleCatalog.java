package io.telltale.alerting.intake;

import io.telltale.alerting.alert.Alert;
import io.telltale.alerting.alert.DeviceLabels;
import io.telltale.alerting.alert.Lifecycle;
import io.telltale.alerting.alert.Transition;
import io.telltale.alerting.rule.Glob;
import io.telltale.alerting.rule.Rule;
import io.telltale.alerting.rule.RuleSet;
import io.telltale.alerting.store.RuleStore;
import io.telltale.events.SeriesKey;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/**
 * The rules as they stand: the set every reading is judged by, and the changes of it.
 *
 * <p>A change is committed together with the end of the alerts it leaves without a rule; then this replica judges by the
 * new set, and the listener lets the others know. Blocks on the database; any thread.
 */
public final class RuleCatalog {

    private final RuleStore store;
    private final DeviceLabels labels;
    private final InstantSource clock;
    private final int maxPerTenant;
    private final Runnable alertsEnded;
    private volatile RuleSet current = RuleSet.EMPTY;
    private volatile Consumer<Rule> changed = rule -> {};

    /**
     * A catalog; empty until {@link #reload}.
     *
     * @param maxPerTenant most rules of one tenant
     * @param alertsEnded called after a change ended alerts, so that the outbox is looked at
     */
    public RuleCatalog(
            RuleStore store, DeviceLabels labels, InstantSource clock, int maxPerTenant, Runnable alertsEnded) {
        this.store = store;
        this.labels = labels;
        this.clock = clock;
        this.maxPerTenant = maxPerTenant;
        this.alertsEnded = alertsEnded;
    }

    /** The rules to judge by now. */
    public RuleSet current() {
        return current;
    }

    /** Reads all rules from the database; the set stays the same object when nothing changed. */
    public synchronized void reload() {
        RuleSet fresh = new RuleSet(store.enabled());
        if (!fresh.sameAs(current)) {
            current = fresh;
        }
    }

    /** Calls {@code listener} after each change made here. */
    void onChange(Consumer<Rule> listener) {
        changed = listener;
    }

    /**
     * Adds a rule.
     *
     * @return empty when the tenant has as many as it may
     */
    public Optional<Rule> add(Rule rule) {
        if (!store.add(rule, maxPerTenant)) {
            return Optional.empty();
        }
        tell(rule);
        return Optional.of(rule);
    }

    /**
     * Replaces a rule by what {@code edit} makes of it; its open alerts of series that it looks at no longer are resolved.
     *
     * @return empty when the tenant has no such rule
     */
    public Optional<Rule> replace(String tenant, UUID id, UnaryOperator<Rule> edit) {
        Optional<Rule> replaced = store.replace(tenant, id, edit, this::unwatched);
        replaced.ifPresent(this::tell);
        return replaced;
    }

    /** Removes a rule; its open alerts are resolved. Whether there was one. */
    public boolean remove(String tenant, UUID id) {
        Optional<Rule> removed = store.remove(tenant, id, this::unwatched);
        removed.ifPresent(this::tell);
        return removed.isPresent();
    }

    /**
     * Changes many rules of a tenant at once, all of it or nothing; see {@link RuleStore#changeAll}.
     *
     * @param really whether to do it, or only to plan it
     * @return the plan; empty when the tenant would have more rules than it may
     */
    public <P> Optional<P> changeAll(
            String tenant, Function<List<Rule>, P> plan, Function<P, RuleStore.Changes> changes, boolean really) {
        Optional<P> planned = store.changeAll(tenant, plan, changes, maxPerTenant, really, this::unwatched);
        if (really) {
            planned.map(changes).ifPresent(this::tell);
        }
        return planned;
    }

    /** Most rules of one tenant. */
    public int maxPerTenant() {
        return maxPerTenant;
    }

    private List<Transition> unwatched(Rule rule, List<Alert> open) {
        return open.stream()
                .filter(alert -> !watches(rule, alert))
                .map(alert -> Lifecycle.whenUnwatched(alert, clock.instant()))
                .toList();
    }

    private boolean watches(Rule rule, Alert alert) {
        SeriesKey series = alert.series();
        if (!alert.kind().equals(rule.condition().kind())) {
            return false;
        }
        // An alert of the whole fleet is of no device: it stands as long as its rule is about that metric.
        return series.device().equals(Glob.ANY.pattern())
                ? rule.enabled() && rule.selector().metric().pattern().equals(series.metric())
                : rule.selects(series.device(), series.metric(), labels.traits(series.tenant(), series.device()));
    }

    private void tell(Rule rule) {
        tell(new RuleStore.Changes(List.of(), List.of(rule), List.of()));
    }

    private void tell(RuleStore.Changes changes) {
        reload();
        Stream.of(changes.added(), changes.replaced(), changes.removed())
                .flatMap(List::stream)
                .findFirst() // whoever hears of one reads all anew
                .ifPresent(changed);
        alertsEnded.run();
    }
}
