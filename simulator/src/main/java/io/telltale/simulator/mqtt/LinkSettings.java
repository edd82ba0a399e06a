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
 */
public record LinkSettings(InetSocketAddress server, boolean five, int qos, int window, Duration keepAlive) {

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
