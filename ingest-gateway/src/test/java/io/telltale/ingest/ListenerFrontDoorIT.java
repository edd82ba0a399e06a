package io.telltale.ingest;

import java.util.Map;

/** The contract at the gateway's own listener. */
class ListenerFrontDoorIT extends FrontDoorContract {

    @Override
    GatewayProcess open(Platform platform) {
        return GatewayProcess.start(
                Map.of("TELLTALE_NATS_URL", platform.server().url()));
    }

    @Override
    String address() {
        return "tcp://127.0.0.1:" + gateway.mqttPort();
    }
}
