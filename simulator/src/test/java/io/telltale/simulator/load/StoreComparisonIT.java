package io.telltale.simulator.load;

import static org.assertj.core.api.Assertions.assertThat;

import io.telltale.simulator.load.Reconciliation.Tally;
import io.telltale.simulator.stack.StoreAddress;
import io.telltale.testkit.RealServers;
import io.telltale.testkit.Timescale.Database;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The accounting against a real TimescaleDB whose rows the test writes itself, so that every loss is known. */
@ExtendWith(RealServers.class)
class StoreComparisonIT {

    private static final long START = 1_767_323_045_000_000L;

    private final LoadPlan plan =
            LoadPlanTest.plan().devices(2).rate(40).readings(2).seconds(1).build();
    private final Stamps stamps = new Stamps(plan.schedule(), START, plan.readingsPerMessage());
    private final DeviceLedger[] ledgers = new DeviceLedger[2];
    private final StoreAddress address;

    StoreComparisonIT(Database database) {
        address = StoreAddress.parse(database.uri());
    }

    @BeforeEach
    void everythingWasAcknowledged() throws SQLException {
        execute("""
                create table series (series_id int primary key, tenant text, device text, metric text);
                create table readings (series_id int not null, ts timestamptz not null, value double precision not null);
                select create_hypertable('readings', 'ts');
                insert into series values (1, 'default', 't-1', 'm0'), (2, 'default', 't-1', 'm1'),
                                          (3, 'default', 't-2', 'm0'), (4, 'default', 't-2', 'm1'),
                                          (5, 'other', 't-1', 'm0'), (6, 'default', 't-1', 'temperature');
                """);
        Arrays.setAll(ledgers, device -> {
            DeviceLedger ledger = new DeviceLedger(10);
            for (int number = 0; number < 10; number++) {
                ledger.publish();
                ledger.acknowledge(number);
            }
            return ledger;
        });
    }

    @Test
    void aCompleteStoreIsExact() throws SQLException {
        storeAll();

        assertThat(compare()).isEqualTo(new Tally(40, 40, 0, 0, 40, 0, 0, 0, List.of(), List.of()));
    }

    @Test
    void rowsOfOtherTenantsMetricsAndTimesDoNotCount() throws SQLException {
        storeAll();
        insert(5, stamps.micros(0), 0);
        insert(6, stamps.micros(0), 0);
        insert(1, START - 1, 3);

        assertThat(compare()).isEqualTo(new Tally(40, 40, 0, 0, 40, 0, 0, 0, List.of(), List.of()));
    }

    @Test
    void oneMissingAndOneRepeatedRowAreFoundAndNamedThoughTheCountIsRight() throws SQLException {
        storeAll();
        execute("delete from readings where series_id = 3 and value = 7");
        insert(2, stamps.micros(4) + 1, 2);

        assertThat(compare())
                .isEqualTo(new Tally(40, 40, 0, 0, 39, 1, 1, 0, List.of("t-2/m0 #7"), List.of("t-1/m1 #2")));
    }

    @Test
    void eachMetricWithAMessageOfItsOwnIsComparedWithWhatWasAcknowledgedOfIt() throws SQLException {
        LoadPlan apart = LoadPlanTest.plan()
                .devices(2)
                .rate(40)
                .metrics(2)
                .readings(1)
                .seconds(1)
                .build();
        Arrays.setAll(ledgers, device -> new DeviceLedger(20));
        for (long message = 0; message < apart.schedule().messages(); message++) {
            DeviceLedger ledger = ledgers[apart.schedule().deviceOf(message)];
            ledger.publish();
            if (message != 1) {
                ledger.acknowledge(apart.schedule().sequenceOf(message));
            }
        }
        storeAll();
        execute("delete from readings where series_id = 2 and value = 0 or series_id = 4 and value = 9");

        try (StoredReadings store = store()) {
            assertThat(new StoreComparison(apart, store, ledgers).compare())
                    .isEqualTo(new Tally(40, 39, 0, 1, 38, 1, 0, 0, List.of("t-2/m1 #9"), List.of()));
        }
    }

    @Test
    void aSeriesThatWasNeverCreatedIsLostAsAWhole() throws SQLException {
        storeAll();
        execute("delete from readings where series_id = 4; delete from series where series_id = 4");

        Tally tally = compare();

        assertThat(tally.lost()).isEqualTo(10);
        assertThat(tally.lostReadings()).first().isEqualTo("t-2/m1 #0");
    }

    @Test
    void theStoreHasNotSettledBeforeWhatIsExpectedIsThere() throws Exception {
        storeAll();
        try (StoredReadings store = store()) {
            StoreSettling settling = new StoreSettling(store, Duration.ofMillis(300), () -> false);

            assertThat(settling.await(40, rows -> {})).isTrue();
            assertThat(settling.await(41, rows -> {})).isFalse();
        }
    }

    @Test
    void whatDoesNotComeIsNotWaitedForWhenItIsTooLate() throws Exception {
        storeAll();
        List<Long> asked = new ArrayList<>();
        try (StoredReadings store = store()) {
            StoreSettling settling = new StoreSettling(store, Duration.ofSeconds(5), () -> asked.size() == 2);

            assertThat(settling.await(41, asked::add)).isFalse();
        }
        assertThat(asked).containsExactly(40L, 40L);
    }

    @Test
    void theWatchMeasuresFromTheTimeAMessageWasDueToTheTimeItsRowIsVisible() throws Exception {
        long start = System.nanoTime();
        StoreWatch watch = new StoreWatch(address::connect, "default", plan, stamps, start);
        Thread watching = Thread.ofVirtual().start(watch);
        try (Connection connection = address.connect()) {
            connection.setAutoCommit(false);
            insert(connection, 1, stamps.micros(0), 0);
            Awaitility.await().pollDelay(Duration.ofMillis(300)).until(() -> true);
            connection.commit();
        }
        long committedMillis = (System.nanoTime() - start) / 1_000_000;
        Awaitility.await().until(() -> watch.readingsSeen() == 1);
        watch.stop();
        watching.join();

        assertThat(watch.readingsAcknowledged(ledgers)).isEqualTo(20);
        assertThat(watch.stored().count()).isEqualTo(1);
        assertThat(watch.stored().max()).isBetween(300d, committedMillis + 500d);
    }

    private void storeAll() throws SQLException {
        for (int device = 0; device < 2; device++) {
            for (int number = 0; number < 10; number++) {
                long micros = stamps.micros(plan.schedule().message(device, number, 0));
                insert(2 * device + 1, micros, number);
                insert(2 * device + 2, micros, number);
            }
        }
    }

    private Tally compare() throws SQLException {
        try (StoredReadings store = store()) {
            return new StoreComparison(plan, store, ledgers).compare();
        }
    }

    private StoredReadings store() {
        return new StoredReadings(address::connect, "default", plan, stamps);
    }

    private void insert(int series, long micros, double value) throws SQLException {
        try (Connection connection = address.connect()) {
            insert(connection, series, micros, value);
        }
    }

    private static void insert(Connection connection, int series, long micros, double value) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement("insert into readings values (?, ?, ?)")) {
            statement.setInt(1, series);
            statement.setObject(2, StoredReadings.time(micros));
            statement.setDouble(3, value);
            statement.executeUpdate();
        }
    }

    private void execute(String sql) throws SQLException {
        try (Connection connection = address.connect();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
