package io.telltale.simulator.chaos;

import io.telltale.simulator.load.DeviceAccount;
import io.telltale.simulator.load.Wave;
import java.util.ArrayList;
import java.util.List;

/**
 * A device's way over the threshold and back, which must make one alert.
 *
 * @param fromMicros time of the first reading above
 * @param toMicros time of the last reading above
 * @param back whether a reading below was acknowledged after it, so that the alert must be resolved
 * @param certain whether every reading of it was acknowledged; else there may be an alert or not
 */
record Crossing(String device, long fromMicros, long toMicros, boolean back, boolean certain) {

    /** The crossings of a device among what it published. */
    static List<Crossing> of(DeviceAccount account, Wave wave, ReadingAccount.Due due) {
        List<Crossing> crossings = new ArrayList<>();
        for (int first = 0; first < account.published(); first++) {
            if (wave.lifted(account.index(), first)) {
                int after = first;
                while (after < account.published() && wave.lifted(account.index(), after)) {
                    after++;
                }
                boolean allTold = account.acknowledged().nextClearBit(first) >= after;
                boolean backTold =
                        after < account.published() && account.acknowledged().get(after);
                crossings.add(new Crossing(
                        account.device(),
                        due.micros(account.index(), first),
                        due.micros(account.index(), after - 1),
                        backTold,
                        allTold && (backTold || after == account.published())));
                first = after;
            }
        }
        return crossings;
    }

    /** Whether an alert that began at that time is this one's. */
    boolean holds(Alert alert) {
        return alert.device().equals(device)
                && alert.startedMicros() >= fromMicros
                && alert.startedMicros() <= toMicros;
    }

    /** An alert as the API shows it. */
    record Alert(String id, String device, long startedMicros, boolean resolved) {}
}
