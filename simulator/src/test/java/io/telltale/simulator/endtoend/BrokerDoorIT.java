package io.telltale.simulator.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.telltale.simulator.endtoend.Platform.Device;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.stream.DoubleStream;
import org.junit.jupiter.api.Test;

/** The second front door: readings that a real Mosquitto took arrive exactly once, whatever happens to the gateway. */
class BrokerDoorIT {

    private static final int READINGS = 2_000;

    @Test
    void arrivesExactlyOnceAlsoWhenTheGatewayIsKilled() throws IOException {
        try (LocalStack stack = LocalStack.up("broker")) {
            Platform platform = new Platform(stack);
            Device device = platform.register("pump-1");
            publish(platform, device, 0, READINGS);
            stack.kill("ingest-gateway");
            publish(platform, device, READINGS, 2 * READINGS);
            stack.bringUp();
            publish(platform, device, 2 * READINGS, 3 * READINGS);

            Double[] all = DoubleStream.iterate(0, i -> i + 1)
                    .limit(3L * READINGS)
                    .boxed()
                    .toArray(Double[]::new);
            await().atMost(Duration.ofSeconds(60))
                    .until(() -> platform.stored("pump-1", "sequence").size() >= all.length);
            assertThat(platform.stored("pump-1", "sequence")).containsExactly(all);
        }
    }

    private static void publish(Platform platform, Device device, int from, int to) throws IOException {
        Path lines = Files.createTempFile("readings-", ".txt");
        StringBuilder text = new StringBuilder();
        for (int i = from; i < to; i++) {
            text.append("{\"ts\": ")
                    .append(1771590000000L + i)
                    .append(", \"sequence\": ")
                    .append(i)
                    .append("}\n");
        }
        Files.writeString(lines, text);
        LocalStack.Outcome published = platform.publishLines(device, "5", "telemetry/default/pump-1", lines);
        Files.delete(lines);
        assertThat(published.status()).as(published.output()).isZero();
    }
}
