package io.telltale.alerting.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.telltale.alerting.SampleRules;
import io.telltale.alerting.Stage;
import io.telltale.alerting.alert.AlertBook;
import io.telltale.alerting.alert.Micros;
import io.telltale.alerting.alert.Transition;
import io.telltale.alerting.rule.Rule;
import io.telltale.alerting.rule.RuleSet;
import io.telltale.events.ReadingBatch;
import io.telltale.events.Shards;
import io.telltale.events.shards.FencedException;
import io.telltale.testkit.NatsServer;
import io.telltale.testkit.Timescale;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What is written together, and what is refused together. */
class LedgerIT {

    private static final int SHARD = Shards.of(Stage.TENANT, "pump-7");
    private final Rule rule = SampleRules.hot();
    private final AlertBook book = new AlertBook(100, (tenant, device) -> Map.of());
    private Stage stage;
    private Transactions transactions;

    @BeforeEach
    void open() {
        stage = new Stage(NatsServer.shared(), Timescale.shared());
        transactions = stage.transactions;
        assertThat(new RuleStore(transactions).add(rule, 10)).isTrue();
    }

    @AfterEach
    void close() throws Exception {
        stage.close();
    }

    @Test
    void whatOneOwnerCommittedTheNextOneFinds() throws Exception {
        ShardProgress owner = take();
        owner.commit(7, read(1, 35), book.seen());
        ShardProgress.State found = take().state();
        assertThat(found.sequence()).isEqualTo(7);
        assertThat(found.seen()).isEqualTo(book.seen());
        assertThat(found.open()).singleElement().satisfies(alert -> {
            assertThat(alert.startedAt()).isEqualTo(Instant.ofEpochSecond(1));
            assertThat(alert.value()).isEqualTo(35);
            assertThat(alert.labels()).isEqualTo(Map.of("team", "cooling"));
        });
    }

    @Test
    void anOwnerThatWakesUpLateWritesNothing() throws Exception {
        ShardProgress late = take();
        ShardProgress owner = take();
        owner.commit(7, List.of(), List.of());
        assertThatThrownBy(() -> late.commit(8, read(1, 35), book.seen())).isInstanceOf(FencedException.class);
        assertThat(stage.alerts()).isEmpty();
        assertThat(take().sequence()).isEqualTo(7);
    }

    @Test
    void anAlertByAnOldFormOfARuleIsNotWritten() {
        ShardProgress owner = take();
        List<Transition> old = read(1, 35);
        new RuleStore(transactions).replace(Stage.TENANT, rule.id(), LedgerIT::secondRevision, (r, open) -> List.of());
        assertThatThrownBy(() -> owner.commit(8, old, book.seen())).isInstanceOf(StaleRulesException.class);
        assertThat(stage.alerts()).isEmpty();
        assertThat(take().sequence()).isZero();
    }

    @Test
    void aRuleThatGoesTakesItsAlertWithItAndTheLateEndChangesNothing() throws Exception {
        ShardProgress owner = take();
        owner.commit(7, read(1, 35), book.seen());
        List<Transition> late = read(2, 20);
        Instant removed = Instant.ofEpochSecond(9);
        new RuleStore(transactions).remove(Stage.TENANT, rule.id(), (r, open) -> open.stream()
                .<Transition>map(a -> new Transition.Resolved(a.resolved(removed, a.value())))
                .toList());
        owner.commit(8, late, book.seen());
        assertThat(new ShownAlerts(transactions)
                        .page(AlertFilter.all(Stage.TENANT, Instant.now()), any -> true, Long.MAX_VALUE, 10)
                        .alerts())
                .singleElement()
                .satisfies(shown -> assertThat(shown.alert().resolvedAt()).contains(removed));
    }

    @Test
    void theDatabaseItselfRefusesASecondOpenAlert() {
        stage.execute(insertOpenAlert());
        assertThatThrownBy(() -> stage.execute(insertOpenAlert())).hasRootCauseMessage("""
                        ERROR: duplicate key value violates unique constraint "alerts_one_open"
                          Detail: Key (rule_id, device, metric)=(%s, pump-7, temperature) already exists.""".formatted(rule.id()));
    }

    private String insertOpenAlert() {
        return """
                insert into alerts (id, shard, tenant, rule_id, rule_revision, rule_name, kind, severity, device, metric,
                  state, value, summary, labels, started_at, last_at)
                values (gen_random_uuid(), 0, 'default', '%s', 1, 'r', 'threshold', 'info', 'pump-7', 'temperature',
                  'firing', 1, 's', '{}', now(), now())
                """.formatted(rule.id());
    }

    private ShardProgress take() {
        return ShardProgress.open(transactions, SHARD, 100);
    }

    private List<Transition> read(long second, double value) {
        return book.read(
                new RuleSet(List.of(rule)),
                ReadingBatch.builder(0)
                        .add(Stage.TENANT, "pump-7", "temperature", Micros.of(Instant.ofEpochSecond(second)), value)
                        .build());
    }

    private static Rule secondRevision(Rule rule) {
        return new Rule(
                rule.id(),
                rule.tenant(),
                rule.revision() + 1,
                "renamed",
                rule.severity(),
                rule.selector(),
                rule.condition(),
                rule.hold(),
                true,
                rule.labels(),
                rule.annotations());
    }
}
