package io.telltale.ingest.broker;

import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;
import io.telltale.ingest.IngestConfig;
import java.util.HashMap;
import java.util.Map;
import org.eclipse.microprofile.config.Config;

/**
 * The connector's configuration of the one channel there is, made from the gateway's own.
 *
 * <p>A stable client id without a clean session, so that the broker keeps what is unacknowledged and sends it again; QoS 1, since
 * at QoS 2 this client answers PUBREC before anybody has seen the message and forgets it when it dies; a subscription of
 * its own, which the broker keeps with the session, or a shared one where several gateways share the work.
 */
final class BrokerChannel {

    /** Above every packet id, so the buffer cannot overflow by messages that wait for an acknowledgement. */
    private static final int BUFFER = 65_536;

    private BrokerChannel() {}

    static Config config(IngestConfig.Broker broker, int maxMessageBytes) {
        Map<String, String> settings = new HashMap<>();
        settings.put("channel-name", "telemetry");
        settings.put("host", broker.host());
        settings.put("port", Integer.toString(broker.port()));
        broker.username().ifPresent(name -> settings.put("username", name));
        broker.password().ifPresent(password -> settings.put("password", password));
        settings.put(
                "topic",
                broker.shareGroup().map(group -> "$share/" + group + '/').orElse("") + "telemetry/#");
        settings.put("qos", "1");
        settings.put("client-id", broker.clientId());
        settings.put("auto-generated-client-id", "false");
        settings.put("auto-clean-session", "false");
        settings.put("client-options-name", BrokerClientOptions.NAME);
        settings.put("reconnect-interval-seconds", "1");
        settings.put("connect-timeout", "10");
        settings.put("connect-timeout-seconds", "10");
        settings.put("max-message-size", Integer.toString(maxMessageBytes));
        settings.put("buffer-size", Integer.toString(BUFFER));
        return new SmallRyeConfigBuilder()
                .withSources(new PropertiesConfigSource(settings, "telltale.ingest.broker", 100))
                .build();
    }
}
