package io.telltale.anomaly.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.nats.client.Connection;
import io.nats.client.Message;
import io.nats.client.Subscription;
import io.telltale.events.Nats;
import io.telltale.events.SeriesKey;
import io.telltale.testkit.NatsCluster;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** Live readings in a cluster: who watches on one node gets what is stored by a service on another. */
class LiveWatchIT {

    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final Duration POLL = Duration.ofMillis(100);

    @Test
    void findsWatchersOnEveryNode() throws Exception {
        try (NatsCluster cluster = NatsCluster.own();
                Connection service = Nats.connect(cluster.node(0).url(), "service")) {
            LiveFeed feed = new LiveFeed(service);
            LiveSwitch series = new LiveSwitch(new SeriesKey("default", "pump-1", "temperature"));
            try (LiveWatch watch = new LiveWatch(cluster.sysUrl(), "test", feed, POLL)) {
                watch.start();
                for (int node = 0; node < cluster.size(); node++) {
                    try (Connection watcher =
                            io.nats.client.Nats.connect(cluster.node(node).url())) {
                        Subscription subscription = watcher.subscribe("live.default.pump-1.>");
                        watcher.flush(PATIENCE);
                        await("a watcher on node " + node).atMost(PATIENCE).until(() -> !feed.idle());

                        feed.publish(series, 1_000_000, 21.5);

                        Message reading = subscription.nextMessage(PATIENCE);
                        assertThat(reading).isNotNull();
                        assertThat(reading.getSubject()).isEqualTo("live.default.pump-1.temperature");
                    }
                    await("nobody on node " + node).atMost(PATIENCE).until(feed::idle);
                }
            }
        }
    }
}
