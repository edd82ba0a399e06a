package io.telltale.ingest.broker;

import io.smallrye.common.annotation.Identifier;
import io.smallrye.reactive.messaging.mqtt.session.MqttClientSessionOptions;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;

/**
 * Client options that the connector cannot be given by configuration.
 *
 * <p>Above all no automatic PUBACK: left alone, the client acknowledges a message before anybody has seen it. Naming such a bean
 * replaces the connector's own defaults by those of the Vert.x client; every option that matters is therefore set on the channel
 * ({@link BrokerChannel}), which takes precedence, or here.
 */
@ApplicationScoped
class BrokerClientOptions {

    /** The name by which the channel asks for these. */
    static final String NAME = "telltale-broker";

    /** Short: a broker that stands still is noticed by nothing but a ping that is not answered. */
    private static final int KEEP_ALIVE_SECONDS = 5;

    @Produces
    @Identifier(NAME)
    MqttClientSessionOptions options() {
        MqttClientSessionOptions options = new AlwaysSubscribing();
        options.setAutoAck(false);
        options.setKeepAliveInterval(KEEP_ALIVE_SECONDS);
        options.setTcpNoDelay(true);
        return options;
    }

    /**
     * Makes the connector subscribe on every connection, also where the broker says that it has kept the session.
     *
     * <p>By itself it does not then, and a broker that has kept the session but lost its subscription (Mosquitto 2.0 does that
     * with shared ones when it is restarted) leaves it connected and deaf. The connector asks this getter only to decide whether to
     * subscribe; what goes into CONNECT is copied from the field, which stays false. Subscribing twice changes nothing.
     */
    private static final class AlwaysSubscribing extends MqttClientSessionOptions {
        @Override
        public boolean isCleanSession() {
            return true;
        }
    }
}
