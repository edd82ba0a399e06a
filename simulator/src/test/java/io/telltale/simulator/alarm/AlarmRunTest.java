package io.telltale.simulator.alarm;

import static org.assertj.core.api.Assertions.assertThat;

import io.telltale.simulator.load.DeviceAccount;
import io.telltale.simulator.load.Wave;
import java.util.BitSet;
import java.util.List;
import org.junit.jupiter.api.Test;

class AlarmRunTest {

    /** Messages 1 to 3 of every 10 are above. */
    private final Wave wave = new Wave(1, 10, 3);

    @Test
    void countsEveryWayOverTheThresholdAndEveryWayBack() {
        assertThat(AlarmRun.crossings(List.of(acknowledged(0, 12)), wave)).isEqualTo(3);
    }

    @Test
    void whatWasNotAcknowledgedCrossesNothing() {
        BitSet acknowledged = acknowledged(0, 12).acknowledged();
        acknowledged.clear(1, 4);

        assertThat(AlarmRun.crossings(List.of(account(acknowledged)), wave)).isEqualTo(1);
    }

    private static DeviceAccount acknowledged(int from, int to) {
        BitSet acknowledged = new BitSet();
        acknowledged.set(from, to);
        return account(acknowledged);
    }

    private static DeviceAccount account(BitSet acknowledged) {
        return new DeviceAccount("alarm-1", 0, 12, acknowledged, 0, new BitSet(), new BitSet(), 0);
    }
}
