package io.telltale.bench.peers;

import java.io.IOException;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import org.eclipse.paho.client.mqttv3.MqttClient;
import org.eclipse.paho.client.mqttv3.MqttException;
import org.eclipse.paho.client.mqttv3.MqttMessage;

/** The kind people write next: what has come since the last commit goes into one transaction, and is answered after it. */
final class BatchScript {

    private static final int MOST = 5_000;

    private record Arrived(String topic, MqttMessage message) {}

    private BatchScript() {}

    public static void main(String[] arguments) throws SQLException, MqttException, InterruptedException, IOException {
        Subscription readings = new Subscription();
        readings.connection().setAutoCommit(false);
        BlockingQueue<Arrived> queue = new ArrayBlockingQueue<>(MOST);
        MqttClient client = readings.subscribe(true, (topic, message) -> {
            try {
                queue.put(new Arrived(topic, message));
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
        List<Arrived> batch = new ArrayList<>();
        while (true) {
            batch.add(queue.take());
            queue.drainTo(batch);
            for (Arrived each : batch) {
                readings.each(each.topic(), each.message().getPayload(), readings.insert()::addBatch);
            }
            readings.insert().executeBatch();
            readings.connection().commit();
            for (Arrived each : batch) {
                client.messageArrivedComplete(
                        each.message().getId(), each.message().getQos());
            }
            batch.clear();
        }
    }
}
