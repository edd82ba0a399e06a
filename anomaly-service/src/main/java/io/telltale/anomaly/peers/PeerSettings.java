package io.telltale.anomaly.peers;

import java.time.Duration;

/**
 * How siblings are compared.
 *
 * @param window over which a device's readings are averaged, by their event time
 * @param settle how long after its end a window is compared; what comes later is not seen
 * @param label the device label that says where a device stands
 * @param mostSeries series compared at most
 */
public record PeerSettings(Duration window, Duration settle, String label, int mostSeries) {

    long windowMicros() {
        return window.toNanos() / 1_000;
    }
}
