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
import java.util.function.Function;
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

    /** Rules to add, to replace by a new form, and to remove. */
    public record Changes(List<Rule> added, List<Rule> replaced, List<Rule> removed) {}

    /**
     * Changes many rules of a tenant, and ends alerts, in one transaction; nobody else changes this tenant's rules meanwhile.
     *
     * @param plan says what to do, from the rules as they are, oldest first
     * @param changes what that is for the database
     * @param most rules that the tenant may have afterwards
     * @param really whether to do it
     * @return the plan; empty when there would be too many, and then nothing is done
     */
    public <P> Optional<P> changeAll(
            String tenant,
            Function<List<Rule>, P> plan,
            Function<P, Changes> changes,
            int most,
            boolean really,
            Ending ending) {
        return transactions.run(connection -> {
            List<Rule> stored = RuleRows.lockAll(connection, tenant);
            P planned = plan.apply(stored);
            Changes todo = changes.apply(planned);
            if (stored.size() + todo.added().size() - todo.removed().size() > most) {
                return Optional.empty();
            }
            if (really) {
                write(connection, todo, ending);
            }
            return Optional.of(planned);
        });
    }

    private static void write(Connection connection, Changes todo, Ending ending) throws SQLException {
        for (Rule rule : todo.removed()) {
            List<Alert> open = AlertRows.openOfRule(connection, rule.id());
            RuleRows.delete(connection, rule.id());
            AlertLedger.end(connection, ending.apply(rule.disabled(), open));
        }
        for (Rule rule : todo.replaced()) {
            RuleRows.update(connection, rule);
            AlertLedger.end(connection, ending.apply(rule, AlertRows.openOfRule(connection, rule.id())));
        }
        for (Rule rule : todo.added()) {
            RuleRows.insert(connection, rule);
        }
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
