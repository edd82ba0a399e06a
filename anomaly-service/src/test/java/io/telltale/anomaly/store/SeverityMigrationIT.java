package io.telltale.anomaly.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.telltale.testkit.RealServers;
import io.telltale.testkit.Timescale.Database;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** An upgrade keeps every finding and gives it the severity that it would have today. */
@ExtendWith(RealServers.class)
class SeverityMigrationIT {

    @Test
    void findingsOfBeforeThereWereSeveritiesGetThatOfTheirScore(Database database) throws SQLException {
        migrate(database, "1");
        try (Connection connection = database.connect();
                Statement statement = connection.createStatement()) {
            statement.execute("""
                    insert into anomalies (series_id, ts, value, score, expected_low, expected_high, detector, reason)
                    select 1, timestamptz '2026-03-01' + s * interval '9 days', 1, s, 0, 1, 'jump', 'Why.'
                    from unnest(array[0.5, 0.69, 0.7, 0.89, 0.9, 1]) as s""");

            migrate(database, "latest");

            assertThat(severities(statement))
                    .containsExactly(
                            "0.5 notice", "0.69 notice", "0.7 warning", "0.89 warning", "0.9 critical", "1 critical");
        }
    }

    private static List<String> severities(Statement statement) throws SQLException {
        List<String> severities = new ArrayList<>();
        try (ResultSet row = statement.executeQuery("select score, severity from anomalies order by score")) {
            while (row.next()) {
                severities.add(row.getString(1) + ' ' + row.getString(2));
            }
        }
        return severities;
    }

    private static void migrate(Database database, String target) {
        Flyway.configure()
                .dataSource(database.jdbcUrl(), database.user(), database.password())
                .target(target)
                .load()
                .migrate();
    }
}
