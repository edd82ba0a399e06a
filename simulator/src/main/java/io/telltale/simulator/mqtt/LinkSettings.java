package io.telltale.simulator.mqtt;

import java.net.InetSocketAddress;
import java.time.Duration;

/**
 * How a connection is held.
 *
 * @param server where to connect
 * @param five MQTT 5, else 3.1.1
 * @param qos of every publish, 0 to 2
 * @param window most messages in flight, 1 to 65,535; the server may ask for fewer
 * @param keepAlive longest silence, at least two seconds; a server that answers no ping is left
 * @param longestPause longest wait between two attempts to connect
 * @param sendAgain how far back messages are sent again after a break although they were acknowledged, at most a window of
 *     them; zero where an acknowledgement means that the message is safe. A broker that writes its state to the disk every few
 *     seconds loses, when it is killed, what it acknowledged meanwhile and had not passed on; whether it did, the session present
 *     flag does not tell, since an older state of the session was kept. Only for readings that carry their own time, whose
 *     repeats are harmless.
 */
public record LinkSettings(
        InetSocketAddress server,
        boolean five,
        int qos,
        int window,
        Duration keepAlive,
        Duration longestPause,
        Duration sendAgain) {

    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(5);

    /** Up to five seconds between attempts; what was acknowledged is not sent again. */
    public LinkSettings(InetSocketAddress server, boolean five, int qos, int window, Duration keepAlive) {
        this(server, five, qos, window, keepAlive, LONGEST_PAUSE, Duration.ZERO);
    }

    public LinkSettings {
        if (qos < 0 || qos > 2) {
            throw new IllegalArgumentException("QoS " + qos + " is not 0, 1 or 2");
        }
        if (window < 1 || window > 65_535) {
            throw new IllegalArgumentException("window " + window + " is not 1 to 65535");
        }
        if (keepAlive.toSeconds() < 2 || keepAlive.toSeconds() > 65_535) {
            throw new IllegalArgumentException("keep alive " + keepAlive + " is not 2 s to 65535 s");
        }
    }
}
