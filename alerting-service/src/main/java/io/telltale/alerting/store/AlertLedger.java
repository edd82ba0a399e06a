package io.telltale.alerting.store;

import io.telltale.alerting.alert.Alert;
import io.telltale.alerting.alert.AlertState;
import io.telltale.alerting.alert.Notice;
import io.telltale.alerting.alert.Transition;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;

/**
 * Writes transitions: the alerts as they stand afterwards, their history, their events, and their places in the groups that
 * are told of them, all or nothing.
 *
 * <p>Rows are locked in this order by everybody who writes alerts: rules, alerts, groups; each kind by id.
 */
final class AlertLedger {

    private final Map<UUID, Long> judgedBy = new HashMap<>();
    private final Map<UUID, Alert> standing = new LinkedHashMap<>();
    private final Set<UUID> withdrawn = new LinkedHashSet<>();
    private final List<Happened> happened = new ArrayList<>();

    private AlertLedger() {}

    /** A transition that leaves a trace, and what is told of it. */
    private record Happened(AlertHistory.Entry entry, Optional<Notice> notice) {}

    /**
     * Records transitions in the order they happened.
     *
     * @throws StaleRulesException when an alert was opened, moved on or prolonged by a rule that has changed since;
     *     nothing must be committed then
     */
    static void record(Connection connection, List<Transition> transitions) throws SQLException, StaleRulesException {
        AlertLedger ledger = new AlertLedger();
        transitions.forEach(ledger::enter);
        ledger.write(connection);
    }

    /** Records transitions that only end alerts: they ask for no rule. */
    static void end(Connection connection, List<Transition> endings) throws SQLException {
        try {
            record(connection, endings);
        } catch (StaleRulesException e) {
            throw new IllegalStateException("no ending opens an alert", e);
        }
    }

    private void enter(Transition transition) {
        switch (transition) {
            case Transition.None n -> {}
            case Transition.Pended p -> {
                opened(p.alert());
                happened(transition, p.alert(), "pending");
            }
            case Transition.Fired f -> {
                opened(f.alert());
                happened(transition, f.alert(), "firing");
            }
            case Transition.Escalated e -> {
                opened(e.alert());
                happened(transition, e.alert(), "escalated");
            }
            case Transition.Eased e -> {
                opened(e.alert());
                happened(transition, e.alert(), "eased");
            }
            case Transition.Prolonged p -> opened(p.alert());
            case Transition.Resolved r -> {
                standing.put(r.alert().id(), r.alert());
                happened(transition, r.alert(), "resolved");
            }
            case Transition.Withdrawn w -> {
                standing.remove(w.alert().id());
                withdrawn.add(w.alert().id());
            }
        }
    }

    private void opened(Alert alert) {
        judgedBy.put(alert.ruleId(), alert.ruleRevision());
        standing.put(alert.id(), alert);
    }

    private void happened(Transition transition, Alert alert, String what) {
        happened.add(new Happened(AlertHistory.Entry.of(alert, what), Notice.of(transition)));
    }

    private void write(Connection connection) throws SQLException, StaleRulesException {
        if (!judgedBy.isEmpty()) {
            RuleRows.requireCurrent(connection, judgedBy);
        }
        dropRepeats(Outbox.append(connection, events()));
        if (!withdrawn.isEmpty()) {
            AlertRows.delete(connection, withdrawn);
            AlertHistory.delete(connection, withdrawn);
        }
        if (!standing.isEmpty()) {
            // What ended comes first, so that the place of the one open alert is free for what began after it.
            AlertRows.save(connection, endedFirst());
        }
        AlertHistory.append(connection, happened.stream().map(Happened::entry).toList());
        if (!happened.isEmpty()) {
            GroupRows.route(connection, told(AlertState.FIRING), ids(told(AlertState.RESOLVED)));
        }
    }

    private Stream<Notice> notices() {
        return happened.stream().map(Happened::notice).flatMap(Optional::stream);
    }

    /** Alerts that came to this state by what is told. */
    private List<Alert> told(AlertState state) {
        return happened.stream()
                .filter(h -> h.notice().isPresent() && h.entry().alert().state() == state)
                .map(h -> h.entry().alert())
                .toList();
    }

    private static List<UUID> ids(List<Alert> alerts) {
        return alerts.stream().map(Alert::id).toList();
    }

    private List<Outbox.Event> events() {
        return notices()
                .map(n -> new Outbox.Event(n.id(), n.tenant(), n.alert(), n.type(), n.event()))
                .toList();
    }

    /** An end can come twice, from the lane and from a change of its rule; what came to nothing leaves no trace. */
    private void dropRepeats(Set<UUID> fresh) {
        happened.removeIf(h -> h.notice().isPresent()
                ? !fresh.contains(h.notice().get().id())
                : withdrawn.contains(h.entry().alert().id()));
    }

    private List<Alert> endedFirst() {
        List<Alert> ordered = new ArrayList<>();
        standing.values().stream().filter(a -> a.resolvedAt().isPresent()).forEach(ordered::add);
        standing.values().stream().filter(a -> a.resolvedAt().isEmpty()).forEach(ordered::add);
        return ordered;
    }
}
