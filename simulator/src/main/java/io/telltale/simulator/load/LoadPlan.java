package io.telltale.simulator.load;

import io.telltale.simulator.stack.CannotRunException;
import java.time.Duration;

/**
 * What a load run shall do.
 *
 * @param devices how many publish, 1 to 100,000
 * @param rate readings a second over all of them
 * @param duration how long it publishes
 * @param qos of every message, 0 to 2
 * @param readingsPerMessage metrics in a message, 1 to 100
 * @param connections MQTT connections; fewer than devices and gateways publish for their children
 * @param window most unacknowledged messages of a connection
 * @param five MQTT 5, else 3.1.1
 * @param frontDoor where the messages go in
 * @param namePrefix devices are called {@code prefix-1}, {@code prefix-2}, …
 * @param keepDevices whether the devices stay registered afterwards
 * @param patience how long connecting, outstanding acknowledgements and the store may each make no progress
 * @param warmUp the beginning of the duration, whose latencies do not count
 * @param anonymous whether nothing is registered and nobody logs in, as at a broker that lets everybody publish
 */
public record LoadPlan(
        int devices,
        double rate,
        Duration duration,
        int qos,
        int readingsPerMessage,
        int connections,
        int window,
        boolean five,
        FrontDoor frontDoor,
        String namePrefix,
        boolean keepDevices,
        Duration patience,
        Duration warmUp,
        boolean anonymous) {

    /** All of it counts, for registered devices. */
    public LoadPlan(
            int devices,
            double rate,
            Duration duration,
            int qos,
            int readingsPerMessage,
            int connections,
            int window,
            boolean five,
            FrontDoor frontDoor,
            String namePrefix,
            boolean keepDevices,
            Duration patience) {
        this(
                devices,
                rate,
                duration,
                qos,
                readingsPerMessage,
                connections,
                window,
                five,
                frontDoor,
                namePrefix,
                keepDevices,
                patience,
                Duration.ZERO,
                false);
    }

    /** The gateway's own listener, or a broker that the gateway subscribes to. */
    public enum FrontDoor {
        listener,
        broker
    }

    private static final int MOST_DEVICES = 100_000;
    private static final long MOST_MESSAGES = 1L << 30;

    /** Refuses what makes no sense, as {@link CannotRunException}. */
    public LoadPlan {
        require(devices >= 1 && devices <= MOST_DEVICES, "--devices must be 1 to " + MOST_DEVICES);
        require(rate > 0 && rate <= 10_000_000, "--rate must be more than 0 and at most 10000000 readings a second");
        require(duration.toMillis() >= 100, "--duration must be at least 100 ms");
        require(qos >= 0 && qos <= 2, "--qos must be 0, 1 or 2");
        require(readingsPerMessage >= 1 && readingsPerMessage <= 100, "--readings-per-message must be 1 to 100");
        require(connections >= 1 && connections <= devices, "--connections must be 1 to the number of devices");
        require(window >= 1 && window <= 65_535, "--window must be 1 to 65535");
        require(!warmUp.isNegative() && warmUp.compareTo(duration) < 0, "--warm-up must be shorter than --duration");
        require(patience.toMillis() >= 1000, "--patience must be at least 1 s");
        require(
                rate / readingsPerMessage * duration.toMillis() / 1000 <= MOST_MESSAGES,
                "at most " + MOST_MESSAGES + " messages can be accounted for in one run");
        require(
                rate / readingsPerMessage / devices <= 100_000,
                "more than 100000 messages a second and device leave no room for a time of its own for each: "
                        + "use more --devices");
    }

    Schedule schedule() {
        return Schedule.of(devices, rate, readingsPerMessage, duration);
    }

    /** The name of a device. */
    public String device(int index) {
        return namePrefix + '-' + (index + 1);
    }

    String gateway(int connection) {
        return namePrefix + "-gateway-" + (connection + 1);
    }

    /** Whether a connection carries the messages of several devices. */
    boolean shared() {
        return connections < devices;
    }

    private static void require(boolean holds, String rule) {
        if (!holds) {
            throw new CannotRunException(rule);
        }
    }
}
