package io.telltale.simulator.load;

import static org.assertj.core.api.Assertions.assertThat;

import io.telltale.simulator.load.Reconciliation.Tally;
import java.util.List;
import org.junit.jupiter.api.Test;

class ReconciliationTest {

    @Test
    void whatWasAcknowledgedAndIsStoredOnceIsExact() {
        DeviceLedger ledger = published(3);
        acknowledge(ledger, 0, 1, 2);

        Tally tally = reconcile(ledger, StoredSeries.complete(3));

        assertThat(tally).isEqualTo(new Tally(3, 3, 0, 0, 3, 0, 0, 0, List.of(), List.of()));
        assertThat(tally.exact()).isTrue();
    }

    @Test
    void anAcknowledgedReadingThatIsNotStoredIsLostAndNamed() {
        DeviceLedger ledger = published(4);
        acknowledge(ledger, 0, 1, 2, 3);

        Tally tally = reconcile(ledger, stored(4, 0, 3));

        assertThat(tally)
                .isEqualTo(new Tally(4, 4, 0, 0, 2, 2, 0, 0, List.of("pump-1/m0 #1", "pump-1/m0 #2"), List.of()));
        assertThat(tally.exact()).isFalse();
    }

    @Test
    void aReadingStoredThreeTimesIsDuplicatedTwice() {
        DeviceLedger ledger = published(2);
        acknowledge(ledger, 0, 1);

        Tally tally = reconcile(ledger, stored(2, 0, 1, 1, 1));

        assertThat(tally).isEqualTo(new Tally(2, 2, 0, 0, 2, 0, 2, 0, List.of(), List.of("pump-1/m0 #1")));
        assertThat(tally.exact()).isFalse();
    }

    @Test
    void aLossDoesNotHideBehindADuplicate() {
        DeviceLedger ledger = published(2);
        acknowledge(ledger, 0, 1);

        Tally tally = reconcile(ledger, stored(2, 0, 0));

        assertThat(tally.lost()).isEqualTo(1);
        assertThat(tally.duplicated()).isEqualTo(1);
    }

    @Test
    void whatWasNeverAcknowledgedMayBeStoredOrNot() {
        DeviceLedger ledger = published(4);
        acknowledge(ledger, 0);
        ledger.refuse(1);

        Tally tally = reconcile(ledger, stored(4, 0, 2));

        assertThat(tally).isEqualTo(new Tally(4, 1, 1, 2, 2, 0, 0, 0, List.of(), List.of()));
    }

    @Test
    void rowsThatWereNeverSentAreStrangersAndReplaceNothing() {
        DeviceLedger ledger = published(2);
        acknowledge(ledger, 0, 1);
        StoredSeries.Builder rows = new StoredSeries.Builder(2);
        rows.add(0, 1);
        rows.add(0.5, 1);
        rows.add(2, 1);

        assertThat(reconcile(ledger, rows.build()))
                .isEqualTo(new Tally(2, 2, 0, 0, 1, 1, 0, 2, List.of("pump-1/m0 #1"), List.of()));
    }

    @Test
    void everyReadingOfAMessageIsAccountedFor() {
        DeviceLedger ledger = published(2);
        acknowledge(ledger, 0, 1);
        Reconciliation reconciliation = new Reconciliation(2);
        reconciliation.device(ledger);
        reconciliation.series("pump-1", "m0", ledger.acknowledgedSamples(0, 1), StoredSeries.complete(2));
        reconciliation.series("pump-1", "m1", ledger.acknowledgedSamples(0, 1), StoredSeries.empty());

        assertThat(reconciliation.tally())
                .isEqualTo(new Tally(4, 4, 0, 0, 2, 2, 0, 0, List.of("pump-1/m1 #0", "pump-1/m1 #1"), List.of()));
    }

    @Test
    void onlyTheFirstTwentyLostOnesAreNamed() {
        DeviceLedger ledger = published(100);
        for (int number = 0; number < 100; number++) {
            ledger.acknowledge(number);
        }

        Tally tally = reconcile(ledger, StoredSeries.empty());

        assertThat(tally.lost()).isEqualTo(100);
        assertThat(tally.lostReadings()).hasSize(20).last().isEqualTo("pump-1/m0 #19");
    }

    private static Tally reconcile(DeviceLedger ledger, StoredSeries stored) {
        Reconciliation reconciliation = new Reconciliation(1);
        reconciliation.device(ledger);
        reconciliation.series("pump-1", "m0", ledger.acknowledgedSamples(0, 1), stored);
        return reconciliation.tally();
    }

    private static DeviceLedger published(int messages) {
        DeviceLedger ledger = new DeviceLedger(messages);
        for (int number = 0; number < messages; number++) {
            ledger.publish();
        }
        return ledger;
    }

    private static void acknowledge(DeviceLedger ledger, int... numbers) {
        for (int number : numbers) {
            ledger.acknowledge(number);
        }
    }

    private static StoredSeries stored(int published, double... values) {
        StoredSeries.Builder rows = new StoredSeries.Builder(published);
        for (double value : values) {
            rows.add(value, 1);
        }
        return rows.build();
    }
}
