package io.telltale.bench.peers;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.HashMap;
import java.util.Map;
import java.util.function.BiConsumer;
import org.eclipse.paho.client.mqttv3.IMqttDeliveryToken;
import org.eclipse.paho.client.mqttv3.MqttCallback;
import org.eclipse.paho.client.mqttv3.MqttClient;
import org.eclipse.paho.client.mqttv3.MqttConnectOptions;
import org.eclipse.paho.client.mqttv3.MqttException;
import org.eclipse.paho.client.mqttv3.MqttMessage;
import org.eclipse.paho.client.mqttv3.persist.MemoryPersistence;

/** What both scripts begin with: a persistent session at the broker, and readings into the database. One thread stores. */
final class Subscription {

    private static final ObjectMapper JSON = new ObjectMapper();

    private final Connection connection;
    private final PreparedStatement insert;
    private final Map<String, Integer> series = new HashMap<>();

    Subscription() throws SQLException {
        String address =
                "jdbc:postgresql://127.0.0.1:" + System.getenv("PGPORT") + "/telemetry?reWriteBatchedInserts=true";
        connection = DriverManager.getConnection(address, System.getenv("PGUSER"), System.getenv("PGPASSWORD"));
        insert = connection.prepareStatement(
                "insert into readings (series_id, ts, value) values (?, ?, ?) on conflict do nothing");
    }

    /** Each message goes to the consumer; with {@code manual} it is answered only when the script says so. */
    MqttClient subscribe(boolean manual, BiConsumer<String, MqttMessage> consumer) throws MqttException {
        MqttClient client =
                new MqttClient("tcp://127.0.0.1:" + System.getenv("MQTT_PORT"), "script", new MemoryPersistence());
        client.setManualAcks(manual);
        client.setCallback(new MqttCallback() {
            @Override
            public void messageArrived(String topic, MqttMessage message) {
                consumer.accept(topic, message);
            }

            @Override
            public void connectionLost(Throwable cause) {
                throw new IllegalStateException("the broker is gone", cause);
            }

            @Override
            public void deliveryComplete(IMqttDeliveryToken token) {
                // it publishes nothing
            }
        });
        MqttConnectOptions options = new MqttConnectOptions();
        options.setCleanSession(false);
        client.connect(options);
        client.subscribe("telemetry/+/+", 1);
        return client;
    }

    Connection connection() {
        return connection;
    }

    PreparedStatement insert() {
        return insert;
    }

    /** Calls {@code row} for each reading of a message, with the statement filled in. */
    void each(String topic, byte[] payload, Row row) throws SQLException, IOException {
        JsonNode message = JSON.readTree(payload);
        OffsetDateTime time = OffsetDateTime.parse(message.path("ts").asText());
        for (Map.Entry<String, JsonNode> field : message.properties()) {
            if (!field.getKey().equals("ts")) {
                insert.setInt(1, series(topic, field.getKey()));
                insert.setObject(2, time);
                insert.setDouble(3, field.getValue().asDouble());
                row.filled();
            }
        }
    }

    interface Row {
        void filled() throws SQLException;
    }

    private int series(String topic, String metric) throws SQLException {
        Integer known = series.get(topic + ' ' + metric);
        if (known != null) {
            return known;
        }
        String[] levels = topic.split("/");
        try (PreparedStatement find = connection.prepareStatement("""
                insert into series (shard, tenant, device, metric) values (0, ?, ?, ?)
                on conflict (tenant, device, metric) do update set unit = excluded.unit returning series_id
                """)) {
            find.setString(1, levels[1]);
            find.setString(2, levels[2]);
            find.setString(3, metric);
            try (ResultSet found = find.executeQuery()) {
                found.next();
                int id = found.getInt(1);
                series.put(topic + ' ' + metric, id);
                return id;
            }
        }
    }
}
