package io.telltale.alerting;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.telltale.testkit.NatsServer;
import io.telltale.testkit.Timescale;
import io.telltale.testkit.WebhookReceiver;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What this service needs goes away and comes back; nothing is lost, and health says so meanwhile. */
class OutageIT {

    private static final Duration COMES_BACK = Duration.ofSeconds(60);
    private final Instant t0 = Instant.now().truncatedTo(ChronoUnit.MICROS);

    @Test
    void natsIsKilledAndComesBack() throws Exception {
        try (NatsServer nats = NatsServer.own();
                Stage stage = new Stage(nats, Timescale.shared());
                WebhookReceiver receiver = new WebhookReceiver()) {
            stage.endpoint(receiver.url());
            Alerting alerting = stage.aloneReplica("one");
            assertThat(alerting.rules().add(SampleRules.hot())).isPresent();
            stage.reading("pump-7", t0, 35);
            await().atMost(Stage.PATIENCE).until(() -> receiver.hooks().size() == 1);

            nats.kill();
            await().atMost(COMES_BACK).until(() -> !alerting.problems().isEmpty());
            assertThat(alerting.rules().add(SampleRules.hot())).isPresent();
            nats.start();
            await().atMost(COMES_BACK).until(() -> alerting.problems().isEmpty() && stage.connected());
            stage.reading("pump-7", t0.plusSeconds(1), 20);
            await().atMost(COMES_BACK).until(() -> receiver.hooks().size() == 2);
            stage.reading("pump-7", t0.plusSeconds(2), 35);
            await().atMost(COMES_BACK).until(() -> receiver.hooks().size() == 4);
            assertThat(receiver.types())
                    .isEqualTo(List.of("alert.firing", "alert.resolved", "alert.firing", "alert.firing"));
        }
    }

    @Test
    void theDatabaseIsKilledAndComesBack() throws Exception {
        try (Timescale timescale = Timescale.own();
                Stage stage = new Stage(NatsServer.shared(), timescale);
                WebhookReceiver receiver = new WebhookReceiver()) {
            stage.endpoint(receiver.url());
            Alerting alerting = stage.set("intake.stalled-after", "PT1S").aloneReplica("one");
            assertThat(alerting.rules().add(SampleRules.hot())).isPresent();

            timescale.kill();
            stage.reading("pump-7", t0, 35);
            await().atMost(COMES_BACK).until(() -> !alerting.problems().isEmpty());
            assertThat(receiver.hooks()).isEmpty();
            timescale.start();
            await().atMost(COMES_BACK).until(() -> receiver.hooks().size() == 1);
            await().atMost(COMES_BACK).until(() -> alerting.problems().isEmpty());
            assertThat(stage.alerts()).isEqualTo(List.of("pump-7 firing"));
        }
    }
}
