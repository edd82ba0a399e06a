package io.telltale.events;

/** Every NATS subject of the platform, spelled once. Arguments are names that {@link Names} accepts. */
public final class Subjects {

    public static final String ALL_TELEMETRY = "telemetry.>";
    public static final String ALL_ANOMALIES = "anomaly.>";
    public static final String ALL_ALERTS = "alert.>";
    public static final String ALL_PRESENCE = "presence.>";
    public static final String ALL_DEVICES = "device.>";
    public static final String ALL_DEAD_LETTERS = "deadletter.>";

    /** JetStream's own: a consumer has been given a message as often as it may be and has not acknowledged it. */
    public static final String MAX_DELIVERIES = "$JS.EVENT.ADVISORY.CONSUMER.MAX_DELIVERIES.";

    /** JetStream's own: a consumer has said of a message that it never wants it again. */
    public static final String MSG_TERMINATED = "$JS.EVENT.ADVISORY.CONSUMER.MSG_TERMINATED.";

    /** Core NATS: a rule was changed; its id. For the replicas of the alerting service. */
    public static final String RULES_CHANGED = "rules.changed";

    /** Core NATS: a gateway lives; its run. */
    public static final String GATEWAY_ALIVE = "gateway.alive";

    private Subjects() {}

    /** Where the batches of one lane travel. */
    public static String telemetry(int shard) {
        return "telemetry." + shard;
    }

    /** One anomaly of one series. */
    public static String anomaly(String tenant, String device, String metric) {
        return "anomaly." + tenant + '.' + device + '.' + metric;
    }

    /** One change of an alert; {@code state} is the state it went to, or what people did with it. */
    public static String alert(String tenant, String state) {
        return "alert." + tenant + '.' + state;
    }

    /** A session of a device began or ended. */
    public static String presence(String tenant, String device) {
        return "presence." + tenant + '.' + device;
    }

    /** A device was registered, changed or removed. */
    public static String device(String tenant, String device) {
        return "device." + tenant + '.' + device;
    }

    /** A message that {@code stage} could not process, by its reason. */
    public static String deadLetter(String stage, String reason) {
        return "deadletter." + stage + '.' + reason;
    }

    /** One stored reading for whoever watches, on core NATS. */
    public static String live(String tenant, String device, String metric) {
        return "live." + tenant + '.' + device + '.' + metric;
    }
}
