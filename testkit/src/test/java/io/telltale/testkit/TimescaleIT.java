package io.telltale.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.telltale.testkit.Timescale.Database;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(RealServers.class)
class TimescaleIT {
    @Test
    void givesEachTestADatabaseThatNobodyElseSees(Database one, Database other) throws Exception {
        execute(one, "create table mine (id int)");

        assertThat(first(one, "select count(*) from pg_tables where tablename = 'mine'"))
                .isEqualTo("1");
        assertThat(first(other, "select count(*) from pg_tables where tablename = 'mine'"))
                .isEqualTo("0");
        Database trespasser = new Database(one.host(), one.port(), one.name(), other.user(), other.password());
        assertThatThrownBy(() -> first(trespasser, "select 1")).hasMessageContaining("permission denied for database");
    }

    @Test
    void makesHypertablesForAnOwnerThatIsNoSuperuser(Database database) throws Exception {
        execute(database, "create table readings (series_id int, ts timestamptz not null, value double precision)");
        execute(database, "select create_hypertable('readings', by_range('ts'))");

        assertThat(first(database, "select hypertable_name from timescaledb_information.hypertables"))
                .isEqualTo("readings");
        assertThat(first(database, "select rolsuper from pg_roles where rolname = current_user"))
                .isEqualTo("f");
    }

    @Test
    void givesANamedDatabaseAnewEachTime(Timescale server) throws Exception {
        Database before = server.createDatabase("telemetry");
        execute(before, "create table old (id int)");
        try (Connection lingering = before.connect()) {
            Database after = server.createDatabase("telemetry");

            assertThat(first(after, "select count(*) from pg_tables where tablename = 'old'"))
                    .isEqualTo("0");
            assertThat(after.user()).isEqualTo("telemetry");
            assertThat(lingering.isValid(1)).isFalse();
        }
    }

    @Test
    void keepsCommittedRowsWhenItIsKilled(@Own Timescale server) throws Exception {
        Database database = server.createDatabase();
        execute(database, "create table kept (id int)");
        execute(database, "insert into kept values (42)");

        server.kill();
        assertThatThrownBy(database::connect).isInstanceOf(SQLException.class);
        server.start();

        assertThat(first(database, "select id from kept")).isEqualTo("42");
    }

    @Test
    void tellsNoPassword(Database database) {
        assertThat(database.toString()).doesNotContain(database.password());
    }

    private static void execute(Database database, String sql) throws SQLException {
        try (Connection connection = database.connect();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private static String first(Database database, String sql) throws SQLException {
        try (Connection connection = database.connect();
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            rows.next();
            return rows.getString(1);
        }
    }
}
