package io.telltale.alerting.store;

import io.telltale.alerting.alert.Alert;
import io.telltale.alerting.alert.Transition;
import io.telltale.alerting.rule.Rule;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.BiFunction;
import java.util.function.UnaryOperator;

/** The rules in the database, and what a change of a rule does to its open alerts. Blocks; any thread. */
@ApplicationScoped
public class RuleStore {

    private final Transactions transactions;

    public RuleStore(Transactions transactions) {
        this.transactions = transactions;
    }

    /** A rule and its place in the list. */
    public record Listed(Rule rule, long seq) {}

    /** Says which transitions the open alerts of a rule make now that it has this form. */
    public interface Ending extends BiFunction<Rule, List<Alert>, List<Transition>> {}

    /** Every enabled rule of every tenant. */
    public List<Rule> enabled() {
        return transactions.run(RuleRows::enabled);
    }

    /** A tenant's rules after a place in the list, oldest first. */
    public List<Listed> page(String tenant, long after, int limit) {
        return transactions.run(connection -> RuleRows.page(connection, tenant, after, limit));
    }

    /** A rule of a tenant. */
    public Optional<Rule> find(String tenant, UUID id) {
        return transactions.run(connection -> RuleRows.find(connection, tenant, id));
    }

    /** Adds a rule, unless its tenant has {@code most} already. Whether it did. */
    public boolean add(Rule rule, int most) {
        return transactions.run(connection -> {
            if (RuleRows.count(connection, rule.tenant()) >= most) {
                return false;
            }
            RuleRows.insert(connection, rule);
            return true;
        });
    }

    /** Replaces a rule by what {@code edit} makes of it, and ends alerts, in one transaction; empty when there is none. */
    public Optional<Rule> replace(String tenant, UUID id, UnaryOperator<Rule> edit, Ending ending) {
        return change(tenant, id, ending, (connection, rule) -> {
            Rule edited = edit.apply(rule);
            RuleRows.update(connection, edited);
            return edited;
        });
    }

    /** Removes a rule and ends its alerts in one transaction; its last form, disabled, or empty when there is none. */
    public Optional<Rule> remove(String tenant, UUID id, Ending ending) {
        return change(tenant, id, ending, (connection, rule) -> {
            RuleRows.delete(connection, id);
            return rule.disabled();
        });
    }

    private interface Change {
        Rule apply(Connection connection, Rule rule) throws SQLException;
    }

    private Optional<Rule> change(String tenant, UUID id, Ending ending, Change change) {
        return transactions.run(connection -> {
            Optional<Rule> found = RuleRows.lock(connection, tenant, id);
            if (found.isEmpty()) {
                return Optional.empty();
            }
            Rule after = change.apply(connection, found.get());
            List<Alert> open = AlertRows.openOfRule(connection, id);
            AlertLedger.end(connection, ending.apply(after, open));
            return Optional.of(after);
        });
    }
}
