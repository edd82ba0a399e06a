package io.telltale.alerting.store;

import io.telltale.alerting.alert.Alert;
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
import java.util.Set;
import java.util.UUID;

/** Writes transitions: the alerts as they stand afterwards, and what the world has to hear of it, all or nothing. */
final class AlertLedger {

    private AlertLedger() {}

    /**
     * Records transitions in the order they happened.
     *
     * @throws StaleRulesException when an alert was opened, moved on or prolonged by a rule that has changed since;
     *     nothing must be committed then
     */
    static void record(Connection connection, List<Transition> transitions) throws SQLException, StaleRulesException {
        Map<UUID, Long> judgedBy = new HashMap<>();
        Map<UUID, Alert> standing = new LinkedHashMap<>();
        Set<UUID> withdrawn = new LinkedHashSet<>();
        List<Notice> notices = new ArrayList<>();
        for (Transition transition : transitions) {
            switch (transition) {
                case Transition.None n -> {}
                case Transition.Pended p -> open(p.alert(), judgedBy, standing);
                case Transition.Fired f -> open(f.alert(), judgedBy, standing);
                case Transition.Prolonged p -> open(p.alert(), judgedBy, standing);
                case Transition.Resolved r -> standing.put(r.alert().id(), r.alert());
                case Transition.Withdrawn w -> {
                    standing.remove(w.alert().id());
                    withdrawn.add(w.alert().id());
                }
            }
            Notice.of(transition).ifPresent(notices::add);
        }
        write(connection, judgedBy, standing, withdrawn, notices);
    }

    /** Records transitions that only end alerts: they ask for no rule. */
    static void end(Connection connection, List<Transition> endings) throws SQLException {
        try {
            record(connection, endings);
        } catch (StaleRulesException e) {
            throw new IllegalStateException("no ending opens an alert", e);
        }
    }

    private static void open(Alert alert, Map<UUID, Long> judgedBy, Map<UUID, Alert> standing) {
        judgedBy.put(alert.ruleId(), alert.ruleRevision());
        standing.put(alert.id(), alert);
    }

    private static void write(
            Connection connection,
            Map<UUID, Long> judgedBy,
            Map<UUID, Alert> standing,
            Set<UUID> withdrawn,
            List<Notice> notices)
            throws SQLException, StaleRulesException {
        if (!judgedBy.isEmpty()) {
            RuleRows.requireCurrent(connection, judgedBy);
        }
        if (!withdrawn.isEmpty()) {
            AlertRows.delete(connection, withdrawn);
        }
        if (!standing.isEmpty()) {
            // What ended comes first, so that the place of the one open alert is free for what began after it.
            AlertRows.save(connection, endedFirst(standing));
        }
        if (!notices.isEmpty()) {
            Outbox.append(connection, notices);
        }
    }

    private static List<Alert> endedFirst(Map<UUID, Alert> standing) {
        List<Alert> ordered = new ArrayList<>();
        standing.values().stream().filter(a -> a.resolvedAt().isPresent()).forEach(ordered::add);
        standing.values().stream().filter(a -> a.resolvedAt().isEmpty()).forEach(ordered::add);
        return ordered;
    }
}
