package io.telltale.alerting.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.telltale.alerting.Alerting;
import io.telltale.alerting.SampleRules;
import io.telltale.alerting.Stage;
import io.telltale.testkit.NatsServer;
import io.telltale.testkit.Timescale;
import io.telltale.testkit.WebhookReceiver;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Old things go, open and waiting ones stay. */
class RetentionIT {

    private final Instant t0 = Instant.now().truncatedTo(ChronoUnit.MICROS);

    @Test
    void removesWhatIsOverAndOldAndNothingElse() throws Exception {
        try (Stage stage = new Stage(NatsServer.shared(), Timescale.shared());
                WebhookReceiver receiver = new WebhookReceiver();
                WebhookReceiver broken = new WebhookReceiver()) {
            broken.answering(attempt -> WebhookReceiver.Answer.status(500));
            stage.endpoint(receiver.url());
            Alerting alerting = stage.aloneReplica("one");
            assertThat(alerting.rules().add(SampleRules.hot())).isPresent();
            stage.reading("pump-1", t0, 35);
            stage.reading("pump-1", t0.plusMillis(1), 20);
            await().atMost(Stage.PATIENCE).until(() -> receiver.hooks().size() == 2);
            stage.endpoint(broken.url());
            stage.reading("pump-2", t0, 35);
            await().atMost(Stage.PATIENCE)
                    .until(() -> receiver.hooks().size() == 3 && !broken.hooks().isEmpty());
            stage.settled();
            await().atMost(Stage.PATIENCE)
                    .until(() -> stage.count("select count(*) from alert_events where event is null") == 3
                            && stage.count("select count(*) from deliveries where state = 'delivered'") == 3);
            stage.stop(alerting);

            Retention retention = new Retention(stage.transactions);
            assertThat(retention.alerts(Duration.ofHours(1))).isZero();
            assertThat(retention.notifications(Duration.ofHours(1))).isZero();
            assertThat(retention.series(Duration.ofHours(1))).isZero();

            assertThat(retention.alerts(Duration.ZERO)).isEqualTo(1);
            assertThat(stage.alerts()).isEqualTo(List.of("pump-2 firing"));
            assertThat(retention.notifications(Duration.ZERO)).isEqualTo(2);
            assertThat(stage.count("select count(*) from deliveries")).isEqualTo(2);
            assertThat(retention.series(Duration.ZERO)).isEqualTo(2);
        }
    }
}
