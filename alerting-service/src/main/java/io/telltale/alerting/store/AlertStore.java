package io.telltale.alerting.store;

import io.telltale.alerting.alert.Alert;
import io.telltale.alerting.alert.Transition;
import io.telltale.events.SeriesKey;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;

/** Judges alerts that are not of the lanes: {@link ShardProgress} has those, {@link ShownAlerts} is for looking at all. Blocks; any thread. */
@ApplicationScoped
public class AlertStore {

    private static final int QUIET_AT_ONCE = 500;

    private final Transactions transactions;

    public AlertStore(Transactions transactions) {
        this.transactions = transactions;
    }

    /** The newest alert of a rule and series, open or not; locked, so that nobody else judges the same. */
    @FunctionalInterface
    public interface Latest {
        Optional<Alert> of(UUID rule, SeriesKey series);
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
