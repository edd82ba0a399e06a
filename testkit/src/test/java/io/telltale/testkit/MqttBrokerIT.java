package io.telltale.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.ConnectException;
import java.net.Socket;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(RealServers.class)
class MqttBrokerIT {
    @Test
    void letsAClientInAgainAfterAnOutage(@Own MqttBroker broker) throws Exception {
        assertThat(connect(broker)).isEqualTo("20020000");

        broker.kill();
        assertThatThrownBy(() -> connect(broker)).isInstanceOf(ConnectException.class);
        broker.start();

        assertThat(connect(broker)).isEqualTo("20020000");
    }

    /** The answer to an MQTT 3.1.1 CONNECT of the client {@code test}. */
    private static String connect(MqttBroker broker) throws IOException {
        try (Socket socket = new Socket(broker.host(), broker.port())) {
            socket.setSoTimeout(5_000);
            socket.getOutputStream().write(HexFormat.of().parseHex("101000044d5154540402000a000474657374"));
            return HexFormat.of().formatHex(socket.getInputStream().readNBytes(4));
        }
    }
}
