package io.telltale.testkit;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.nats.client.Connection;
import io.nats.client.PublishOptions;
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
            publish(connection, 1, "reading");
            int leader = cluster.leaderOf("KEPT");

            cluster.kill(leader);
            publish(connection, 2, "another");
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

    /** A stream without a leader, a new one too, takes nothing for a moment; the id keeps what is sent again from being kept twice. */
    private static void publish(Connection connection, long sequence, String text) {
        PublishOptions once =
                PublishOptions.builder().messageId("kept-" + sequence).build();
        await().ignoreExceptions()
                .atMost(Duration.ofSeconds(60))
                .until(() -> connection
                                .jetStream()
                                .publish("kept." + sequence, text.getBytes(UTF_8), once)
                                .getSeqno()
                        == sequence);
    }
}
