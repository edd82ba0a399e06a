package io.telltale.bench.peers;

import java.io.IOException;
import java.sql.SQLException;
import org.eclipse.paho.client.mqttv3.MqttException;

/** The kind people write first: a callback that inserts, each statement a transaction. The broker is answered when it returns. */
final class InsertScript {

    private InsertScript() {}

    public static void main(String[] arguments) throws SQLException, MqttException {
        Subscription readings = new Subscription();
        readings.subscribe(false, (topic, message) -> {
            try {
                readings.each(topic, message.getPayload(), readings.insert()::executeUpdate);
            } catch (SQLException | IOException e) {
                throw new IllegalStateException(e);
            }
        });
    }
}
