package io.telltale.bench.endtoend;

/**
 * One kind of work.
 *
 * @param door the gateway's own listener, or a broker it subscribes to; peers have one door and take part in {@code LISTENER}
 * @param qos of every message, 0 or 1
 * @param readingsPerMessage metrics in a message
 * @param devices that publish
 * @param connections over which they do; fewer than devices and devices share them
 */
public record Case(Door door, int qos, int readingsPerMessage, int devices, int connections) {

    /** Where the messages go in. */
    public enum Door {
        LISTENER,
        BROKER
    }

    /** Such as {@code listener-qos1-x10-1000}: door, QoS, readings a message, devices. */
    public String name() {
        return door.name().toLowerCase(java.util.Locale.ROOT) + "-qos" + qos + "-x" + readingsPerMessage + '-'
                + devices;
    }
}
