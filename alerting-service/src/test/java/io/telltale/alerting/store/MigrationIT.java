package io.telltale.alerting.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.telltale.testkit.Timescale;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.Test;

/** What a database of an earlier release holds is neither lost nor told anew. */
class MigrationIT {

    private final Timescale.Database database = Timescale.shared().createDatabase();

    @Test
    void noticesAndDeliveriesOfTheReleaseBeforeAreCarriedOver() throws SQLException {
        migrate("2");
        execute("""
                insert into endpoints (id, tenant, url, secret) values (gen_random_uuid(), 'acme', 'http://x', 'whsec_');
                insert into alerts (id, shard, tenant, rule_id, rule_revision, rule_name, kind, severity, device, metric,
                  state, value, summary, labels, started_at, last_at, resolved_at)
                select gen_random_uuid(), 0, 'acme', gen_random_uuid(), 1, 'r', 'threshold', 'info', 'pump', 'flow', state,
                  1, 's', '{}', now(), now(), case state when 'resolved' then now() end
                from unnest(array['pending', 'firing', 'resolved']) as s (state);
                insert into notices (id, tenant, alert_id, type, body, event)
                select gen_random_uuid(), tenant, id, 'alert.' || state, 'body of ' || state, null
                from alerts where state <> 'pending' order by state;
                insert into deliveries (id, endpoint_id, notice_id, alert_id)
                select gen_random_uuid(), e.id, n.id, n.alert_id from notices n, endpoints e;
                """);
        migrate("3");
        assertThat(text("select string_agg(body || ' ' || (d.group_id = n.group_id), ', ' order by body) "
                        + "from deliveries d join notifications n on n.id = d.notification_id"))
                .isEqualTo("body of firing true, body of resolved true");
        assertThat(text("select string_agg(type, ' ' order by seq) from alert_events"))
                .isEqualTo("alert.firing alert.resolved");
        assertThat(text("select string_agg(what, ' ' order by what) from alert_history"))
                .isEqualTo("firing firing pending resolved");
        assertThat(text("select string_agg(a.state || ' ' || told || ' ' || told_severity, ', ') "
                        + "from group_alerts g join alerts a on a.id = g.alert_id"))
                .isEqualTo("firing firing info");
        assertThat(text("select count(*) from notification_groups where flush_at is not null"))
                .isEqualTo("0");
    }

    private void migrate(String version) {
        Flyway.configure()
                .dataSource(database.jdbcUrl(), database.user(), database.password())
                .target(version)
                .load()
                .migrate();
    }

    private void execute(String sql) throws SQLException {
        try (Connection connection = database.connect();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private String text(String sql) throws SQLException {
        try (Connection connection = database.connect();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            row.next();
            return row.getString(1);
        }
    }
}
