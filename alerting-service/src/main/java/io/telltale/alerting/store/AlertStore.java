package io.telltale.alerting.store;

import io.telltale.alerting.alert.Alert;
import io.telltale.alerting.alert.AlertState;
import io.telltale.alerting.alert.Transition;
import io.telltale.events.SeriesKey;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;

/** The alerts in the database, but for those of the lanes: {@link ShardProgress} has them. Blocks; any thread. */
@ApplicationScoped
public class AlertStore {

    private static final int QUIET_AT_ONCE = 500;

    private final Transactions transactions;

    public AlertStore(Transactions transactions) {
        this.transactions = transactions;
    }

    /** An alert and its place in the list. */
    public record Listed(Alert alert, long seq) {}

    /** What to list. */
    public record Filter(String tenant, Optional<AlertState> state, Optional<String> device) {}

    /** The newest alert of a rule and series, open or not; locked, so that nobody else judges the same. */
    @FunctionalInterface
    public interface Latest {
        Optional<Alert> of(UUID rule, SeriesKey series);
    }

    /** A tenant's alerts before a place in the list, newest first. */
    public List<Listed> page(Filter filter, long before, int limit) {
        return transactions.run(connection -> AlertRows.page(connection, filter, before, limit));
    }

    /**
     * Judges and records in one transaction.
     *
     * @param judge says what happened, by the newest alerts
     * @return what was recorded
     * @throws StaleRulesException when a rule has changed since; nothing was written
     * @throws StoreException also when another replica judged the same at the same time: see {@link StoreException#raced}
     */
    public List<Transition> judge(Function<Latest, List<Transition>> judge) throws StaleRulesException {
        return transactions.<List<Transition>, StaleRulesException>run(connection -> {
            List<Transition> transitions = judge.apply((rule, series) -> {
                try {
                    return AlertRows.latest(connection, rule, series);
                } catch (SQLException e) {
                    throw new StoreException(e);
                }
            });
            AlertLedger.record(connection, transitions);
            return transitions;
        });
    }

    /** Ends some of the anomaly alerts that heard nothing for {@code quiet}; what was recorded. */
    public List<Transition> endQuiet(Duration quiet, Function<Alert, Transition> end) {
        return transactions.run(connection -> {
            List<Transition> ended = AlertRows.quietAnomalies(connection, quiet, QUIET_AT_ONCE).stream()
                    .map(end)
                    .toList();
            AlertLedger.end(connection, ended);
            return ended;
        });
    }
}
