package io.telltale.simulator.load;

import io.telltale.simulator.stack.CannotRunException;
import java.time.Duration;

/** What a load run shall do. What makes no sense is refused as {@link CannotRunException}. */
public record LoadPlan(Traffic traffic, Access access, Naming naming, Counting counting) {

    /** The gateway's own listener, or a broker that the gateway subscribes to. */
    public enum FrontDoor {
        listener,
        broker
    }

    private static final int MOST_DEVICES = 100_000;
    private static final int MOST_METRICS = 100;
    private static final long MOST_MESSAGES = 1L << 30;

    public LoadPlan {
        require(access.connections <= traffic.devices, "--connections must be 1 to the number of devices");
        require(
                !counting.warmUp.isNegative() && counting.warmUp.compareTo(traffic.duration) < 0,
                "--warm-up must be shorter than --duration");
    }

    /**
     * What is published.
     *
     * @param devices how many publish, 1 to 100,000
     * @param metrics of each device, sampled at one instant, 1 to 100
     * @param readingsPerMessage metrics in a message; a sample of more metrics is several messages in a row
     * @param rate readings a second over all devices
     * @param duration how long
     */
    public record Traffic(int devices, int metrics, int readingsPerMessage, double rate, Duration duration) {

        public Traffic {
            require(devices >= 1 && devices <= MOST_DEVICES, "--devices must be 1 to " + MOST_DEVICES);
            require(
                    rate > 0 && rate <= 10_000_000,
                    "--rate must be more than 0 and at most 10000000 readings a second");
            require(duration.toMillis() >= 100, "--duration must be at least 100 ms");
            require(
                    readingsPerMessage >= 1 && readingsPerMessage <= MOST_METRICS,
                    "--readings-per-message must be 1 to " + MOST_METRICS);
            require(
                    metrics >= 1 && metrics <= MOST_METRICS && metrics % readingsPerMessage == 0,
                    "--metrics must be a multiple of --readings-per-message and at most " + MOST_METRICS);
            require(
                    rate / readingsPerMessage * duration.toMillis() / 1000 <= MOST_MESSAGES,
                    "at most " + MOST_MESSAGES + " messages can be accounted for in one run");
            require(
                    rate / metrics / devices <= 100_000,
                    "more than 100000 samples a second and device leave no room for a time of its own for each: "
                            + "use more --devices");
        }

        /** Devices with a single metric, a reading in each message. */
        public static Traffic ofOneMetric(int devices, double rate, Duration duration) {
            return new Traffic(devices, 1, 1, rate, duration);
        }

        int messagesPerSample() {
            return metrics / readingsPerMessage;
        }
    }

    /**
     * How it goes in.
     *
     * @param connections MQTT connections; fewer than devices and gateways publish for their children
     * @param qos of every message, 0 to 2
     * @param window most unacknowledged messages of a connection
     * @param five MQTT 5, else 3.1.1
     */
    public record Access(FrontDoor frontDoor, int connections, int qos, int window, boolean five) {

        public Access {
            require(connections >= 1, "--connections must be 1 to the number of devices");
            require(qos >= 0 && qos <= 2, "--qos must be 0, 1 or 2");
            require(window >= 1 && window <= 65_535, "--window must be 1 to 65535");
        }

        /** MQTT 5 at QoS 1. */
        public static Access acknowledged(FrontDoor frontDoor, int connections, int window) {
            return new Access(frontDoor, connections, 1, window, true);
        }
    }

    /**
     * Who publishes.
     *
     * @param prefix devices are called {@code prefix-1}, {@code prefix-2}, …
     * @param registry what it knows of them
     */
    public record Naming(String prefix, Registry registry) {

        /** What the registry knows of the devices. */
        public enum Registry {
            /** They are registered, and taken out again afterwards. */
            FORGETS,
            /** They are registered and stay so. */
            KEEPS,
            /** Nothing is registered and nobody logs in, as at a broker that lets everybody publish. */
            UNASKED
        }
    }

    /**
     * How it is counted.
     *
     * @param warmUp the beginning of the duration, whose latencies do not count
     * @param patience how long connecting, outstanding acknowledgements and the store may each make no progress
     * @param longestWait how long everything may take together that is waited for after the last message was due, progress or not
     */
    public record Counting(Duration warmUp, Duration patience, Duration longestWait) {

        /** Longer than anybody waits. */
        static final Duration UNTIL_THE_END = Duration.ofDays(1);

        public Counting {
            require(patience.toMillis() >= 1000, "--patience must be at least 1 s");
            require(longestWait.compareTo(patience) >= 0, "--longest-wait must be at least as long as --patience");
        }

        /** Without a warm-up, until the end. */
        public static Counting all(Duration patience) {
            return new Counting(Duration.ZERO, patience, UNTIL_THE_END);
        }
    }

    Schedule schedule() {
        return Schedule.of(traffic);
    }

    int devices() {
        return traffic.devices;
    }

    int connections() {
        return access.connections;
    }

    int readingsPerMessage() {
        return traffic.readingsPerMessage;
    }

    boolean anonymous() {
        return naming.registry == Naming.Registry.UNASKED;
    }

    /** The name of a device. */
    public String device(int index) {
        return naming.prefix + '-' + (index + 1);
    }

    String gateway(int connection) {
        return naming.prefix + "-gateway-" + (connection + 1);
    }

    /** Whether gateway devices publish for their children. */
    boolean byGateways() {
        return access.connections < traffic.devices && access.frontDoor == FrontDoor.listener;
    }

    private static void require(boolean holds, String rule) {
        if (!holds) {
            throw new CannotRunException(rule);
        }
    }
}
