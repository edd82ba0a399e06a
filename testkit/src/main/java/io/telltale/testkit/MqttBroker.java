package io.telltale.testkit;

/** A real Mosquitto that lets everybody in and keeps sessions on disk: the broker of the gateway's second front door. */
public record MqttBroker(ServerProcess process) implements RealServer {
    /** The one of this JVM. Topics and client ids are shared with the neighbours: choose random ones. */
    public static MqttBroker shared() {
        return new MqttBroker(ServerProcess.shared(ServerKind.MOSQUITTO));
    }

    /** A private one; close it. */
    public static MqttBroker own() {
        return new MqttBroker(ServerProcess.own(ServerKind.MOSQUITTO));
    }

    /** Its host. */
    public String host() {
        return process.credential("MQTT_BROKER_HOST");
    }

    /** Address for the Paho clients. */
    public String url() {
        return "tcp://" + host() + ":" + port();
    }
}
