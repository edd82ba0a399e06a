package io.telltale.alerting.store;

import io.telltale.alerting.alert.Acknowledgement;
import io.telltale.alerting.alert.AcknowledgementEvent;
import io.telltale.alerting.alert.Alert;
import io.telltale.alerting.alert.AlertState;
import io.telltale.alerting.alert.ShownAlert;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * Who is at which alert: taken on, given back, run out. Each is one transaction of alert, history and event. Blocks; any
 * thread.
 */
@ApplicationScoped
public class Acknowledgements {

    private static final int AT_ONCE = 200;

    private final Transactions transactions;

    public Acknowledgements(Transactions transactions) {
        this.transactions = transactions;
    }

    /** What became of taking on or giving back. */
    public sealed interface Outcome {

        /** It stands as was asked, by this call or one before it. */
        record Stands() implements Outcome {}

        /** The tenant has no such alert. */
        record Unknown() implements Outcome {}

        /** Only what fires can be taken on. */
        record NotFiring(AlertState state) implements Outcome {}
    }

    /**
     * Takes an alert on; the same said again changes nothing, something else replaces what was said before.
     *
     * @param wanted its time is now
     */
    public Outcome acknowledge(String tenant, UUID id, Acknowledgement wanted) {
        return transactions.run(connection -> {
            Optional<ShownAlert> found = AcknowledgementRows.lock(connection, tenant, id);
            if (found.isEmpty()) {
                return new Outcome.Unknown();
            }
            Alert alert = found.get().alert();
            if (alert.state() != AlertState.FIRING) {
                return new Outcome.NotFiring(alert.state());
            }
            List<Change> changes = new ArrayList<>();
            Optional<Acknowledgement> before = found.get().acknowledgement();
            if (before.isPresent() && !before.get().holds(wanted.at())) {
                changes.add(Change.expired(alert, before.get()));
            } else if (before.isPresent() && before.get().says(wanted)) {
                return new Outcome.Stands();
            }
            AcknowledgementRows.set(connection, alert.id(), Optional.of(wanted));
            changes.add(Change.taken(alert, wanted));
            record(connection, changes);
            return new Outcome.Stands();
        });
    }

    /** Gives an alert back; one that nobody has taken on stays as it is. */
    public Outcome withdraw(String tenant, UUID id, String by, Instant now) {
        return transactions.run(connection -> {
            Optional<ShownAlert> found = AcknowledgementRows.lock(connection, tenant, id);
            if (found.isEmpty()) {
                return new Outcome.Unknown();
            }
            Alert alert = found.get().alert();
            Optional<Acknowledgement> before = found.get().acknowledgement();
            if (before.isPresent() && alert.state() == AlertState.FIRING) {
                boolean over = !before.get().holds(now);
                AcknowledgementRows.set(connection, alert.id(), Optional.empty());
                record(
                        connection,
                        List.of(over ? Change.expired(alert, before.get()) : Change.withdrawn(alert, by, now)));
            }
            return new Outcome.Stands();
        });
    }

    /** Ends some of the acknowledgements whose time is over; how many. Those another replica is ending are left to it. */
    public int endExpired(Instant now) {
        return transactions.run(connection -> {
            List<Change> changes = new ArrayList<>();
            for (ShownAlert shown : AcknowledgementRows.expired(connection, now, AT_ONCE)) {
                AcknowledgementRows.set(connection, shown.alert().id(), Optional.empty());
                shown.acknowledgement().ifPresent(over -> changes.add(Change.expired(shown.alert(), over)));
            }
            record(connection, changes);
            return changes.size();
        });
    }

    private static void record(Connection connection, List<Change> changes) throws SQLException {
        if (changes.isEmpty()) {
            return;
        }
        AlertHistory.append(connection, changes.stream().map(Change::entry).toList());
        Outbox.append(connection, changes.stream().map(Change::outgoing).toList());
        // Groups are locked after alerts, by everybody: escalation may begin or stop to be needed.
        GroupRows.look(
                connection,
                changes.stream().map(change -> change.entry.alert().id()).toList());
    }

    /** One thing that was done: how the alert's history has it, and the stream. */
    private record Change(AlertHistory.Entry entry, AcknowledgementEvent event) {

        static Change taken(Alert alert, Acknowledgement taken) {
            return new Change(
                    new AlertHistory.Entry(alert, taken.at(), "acknowledged", Optional.of(taken.by()), taken.comment()),
                    AcknowledgementEvent.taken(alert, taken));
        }

        static Change withdrawn(Alert alert, String by, Instant at) {
            return ended(alert, Optional.of(by), at, "withdrawn");
        }

        static Change expired(Alert alert, Acknowledgement over) {
            return ended(alert, Optional.empty(), over.until().orElse(over.at()), "expired");
        }

        private static Change ended(Alert alert, Optional<String> by, Instant at, String why) {
            return new Change(
                    new AlertHistory.Entry(alert, at, "unacknowledged", by, Optional.of(why)),
                    AcknowledgementEvent.ended(alert, by, at));
        }

        Outbox.Event outgoing() {
            Alert alert = entry.alert();
            return new Outbox.Event(event.id(), alert.series().tenant(), alert.id(), event.type(), event.json());
        }
    }
}
