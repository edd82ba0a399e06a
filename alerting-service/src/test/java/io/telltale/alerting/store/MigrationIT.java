package io.telltale.alerting.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.telltale.alerting.rule.Condition;
import io.telltale.alerting.rule.Operator;
import io.telltale.alerting.rule.Rule;
import io.telltale.alerting.rule.Selector;
import io.telltale.testkit.Timescale;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.Test;
import org.postgresql.ds.PGSimpleDataSource;

/** What an older version stored goes on under this one. */
class MigrationIT {

    @Test
    void rulesOfBeforeThereWereManyKindsAreCarriedOver() throws SQLException {
        Timescale.Database database = Timescale.shared().createDatabase();
        PGSimpleDataSource source = new PGSimpleDataSource();
        source.setUrl(database.jdbcUrl());
        source.setUser(database.user());
        source.setPassword(database.password());
        Flyway.configure().dataSource(source).target("2").load().migrate();
        try (Connection connection = database.connect();
                Statement statement = connection.createStatement()) {
            statement.execute("""
                    insert into rules (id, tenant, revision, name, kind, severity, device, metric, selector, operator,
                      limit_value, clear_value, min_score, hold_micros, enabled, labels, annotations)
                    values (gen_random_uuid(), 'acme', 3, 'Too hot', 'threshold', 'critical', 'pump-*', 'temperature',
                      '{"hall": "3", "note": "%s"}', '>', 30.5, 28, null, 1500000, true, '{"team": "cooling"}', '{}'),
                     (gen_random_uuid(), 'acme', 1, 'Too cold', 'threshold', 'info', '*', 'temperature',
                      '{}', '<=', -4, null, null, 0, true, '{}', '{"summary": "{brrr"}'),
                     (gen_random_uuid(), 'acme', 1, 'Odd', 'anomaly', 'warning', '*', 'flow',
                      '{}', null, null, null, 0.9, 0, false, '{}', '{}')
                    """.formatted("x".repeat(256)));
        }
        Flyway.configure().dataSource(source).load().migrate();

        List<Rule> rules = new RuleStore(new Transactions(source))
                .page("acme", 0, 10).stream().map(RuleStore.Listed::rule).toList();
        assertThat(rules.stream().map(Rule::condition))
                .containsExactly(
                        new Condition.Threshold(Operator.ABOVE, 30.5, OptionalDouble.of(28)),
                        new Condition.Threshold(Operator.AT_MOST, -4, OptionalDouble.empty()),
                        new Condition.Anomaly(0.9, Optional.empty()));
        Rule hot = rules.getFirst();
        assertThat(hot.selector().labelPatterns()).isEqualTo(Map.of("hall", "3", "note", "x".repeat(256)));
        assertThat(hot.selector().metric())
                .isEqualTo(new Selector(hot.selector().device(), "temperature", Map.of()).metric());
        assertThat(hot.selector().profile()).isEmpty();
        assertThat(hot.hold()).isEqualTo(Duration.ofMillis(1500));
        assertThat(hot.keepFiring()).isZero();
        assertThat(hot.revision()).isEqualTo(3);
        assertThat(rules.get(1).annotations()).isEqualTo(Map.of("summary", "{brrr"));
    }
}
