package io.telltale.testkit;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.nats.client.Connection;
import io.nats.client.api.StreamConfiguration;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class NatsClusterIT {
    @Test
    void keepsWhatItAcknowledgedWhenTheLeaderIsKilledAndTakesItBack() throws Exception {
        try (NatsCluster cluster = NatsCluster.own();
                Connection connection = cluster.connect()) {
            assertThat(cluster.url().split(",")).hasSize(cluster.size());
            connection
                    .jetStreamManagement()
                    .addStream(StreamConfiguration.builder()
                            .name("KEPT")
                            .subjects("kept.>")
                            .replicas(cluster.size())
                            .build());
            connection.jetStream().publish("kept.1", "reading".getBytes(UTF_8));
            int leader = cluster.leaderOf("KEPT");

            cluster.kill(leader);
            await().ignoreExceptions()
                    .atMost(Duration.ofSeconds(60))
                    .until(() -> connection
                                    .jetStream()
                                    .publish("kept.2", "another".getBytes(UTF_8))
                                    .getSeqno()
                            == 2);
            assertThat(cluster.leaderOf("KEPT")).isNotEqualTo(leader);
            cluster.start(leader);

            await().ignoreExceptions()
                    .atMost(Duration.ofSeconds(60))
                    .until(() ->
                            connection
                                    .jetStreamManagement()
                                    .getStreamInfo("KEPT")
                                    .getClusterInfo()
                                    .getReplicas()
                                    .stream()
                                    .allMatch(replica -> replica.isCurrent() && !replica.isOffline()));
            assertThat(connection.jetStreamManagement().getMessage("KEPT", 1).getData())
                    .isEqualTo("reading".getBytes(UTF_8));
        }
    }
}
