package io.telltale.simulator.load;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class DeviceLedgerTest {

    @Test
    void eachPartOfASampleHasWhatWasAcknowledgedOfItself() {
        DeviceLedger ledger = new DeviceLedger(9);
        for (int sent = 0; sent < 8; sent++) {
            ledger.publish();
        }
        ledger.acknowledge(0);
        ledger.acknowledge(3);
        ledger.acknowledge(4);
        ledger.acknowledge(7);
        ledger.refuse(5);

        assertThat(ledger.acknowledgedSamples(0, 3).stream()).containsExactly(0, 1);
        assertThat(ledger.acknowledgedSamples(1, 3).stream()).containsExactly(1, 2);
        assertThat(ledger.acknowledgedSamples(2, 3).stream()).isEmpty();
        assertThat(ledger.publishedSamples(0, 3)).isEqualTo(3);
        assertThat(ledger.publishedSamples(1, 3)).isEqualTo(3);
        assertThat(ledger.publishedSamples(2, 3)).isEqualTo(2);
    }

    @Test
    void whereASampleIsOneMessageItsNumbersAreThoseOfTheMessages() {
        DeviceLedger ledger = new DeviceLedger(2);
        ledger.publish();
        ledger.publish();
        ledger.acknowledge(1);

        assertThat(ledger.acknowledgedSamples(0, 1).stream()).containsExactly(1);
        assertThat(ledger.publishedSamples(0, 1)).isEqualTo(2);
    }
}
