package io.telltale.alerting;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.nats.client.JetStreamSubscription;
import io.nats.client.Message;
import io.telltale.alerting.rule.Condition;
import io.telltale.events.DeadLetter;
import io.telltale.events.DeadLetters;
import io.telltale.events.Subjects;
import io.telltale.testkit.NatsServer;
import io.telltale.testkit.Timescale;
import io.telltale.testkit.WebhookReceiver;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** From a finding of the detectors to a signed webhook and to silence. */
class AnomaliesIT {

    private final Instant t0 = Instant.now().truncatedTo(ChronoUnit.MICROS);
    private Stage stage;
    private WebhookReceiver receiver;

    @BeforeEach
    void open() {
        stage = new Stage(NatsServer.shared(), Timescale.shared());
        receiver = new WebhookReceiver();
    }

    @AfterEach
    void close() throws Exception {
        stage.close();
        receiver.close();
    }

    @Test
    void findingsMakeOneAlertThatSilenceResolves() throws Exception {
        String secret = stage.endpoint(receiver.url());
        Alerting one = stage.set("intake.anomaly-quiet", "PT2S").replica("one");
        assertThat(one.rules().add(SampleRules.rule(new Condition.Anomaly(0.9), Duration.ZERO)))
                .isPresent();
        assertThat(one.rules().add(SampleRules.rule(new Condition.Anomaly(0.1, Optional.of("jump")), Duration.ZERO)))
                .as("another detector's findings do not count")
                .isPresent();
        stage.finding("pump-7", t0, 0.5);
        stage.finding("pump-7", t0.plusSeconds(1), 0.95);
        stage.finding("pump-7", t0.plusSeconds(2), 0.97);
        stage.finding("pump-7", t0.plusSeconds(2), 0.97);

        await().atMost(Stage.PATIENCE).until(() -> receiver.hooks().size() == 2);
        receiver.hooks().getFirst().verify(secret);
        assertThat(receiver.types()).isEqualTo(List.of("alert.firing", "alert.resolved"));
        assertThat(receiver.hooks().getFirst().alert().path("startedAt").asText())
                .isEqualTo(t0.plusSeconds(1).toString());
        assertThat(receiver.hooks().getFirst().alert().path("summary").asText())
                .isEqualTo("temperature of pump-7 is unusual (score 0.95): far above its band");
        assertThat(receiver.hooks().getLast().alert().path("resolvedAt").asText())
                .isEqualTo(t0.plusSeconds(4).toString());
        assertThat(stage.alerts()).isEqualTo(List.of("pump-7 resolved"));
    }

    @Test
    void twoReplicasShareTheFindingsAndMakeOneAlertOfEachSeries() {
        stage.endpoint(receiver.url());
        Alerting one = stage.replica("one");
        Alerting two = stage.replica("two");
        assertThat(one.rules().add(SampleRules.rule(new Condition.Anomaly(0.9), Duration.ZERO)))
                .isPresent();
        await().atMost(Stage.PATIENCE).until(() -> two.rules().current().size() == 1);
        for (int i = 0; i < 50; i++) {
            stage.finding("pump-" + i % 5, t0.plusSeconds(i), 0.95);
        }
        await().atMost(Stage.PATIENCE).until(() -> judged(one) + judged(two) == 50);
        assertThat(judged(one)).isPositive();
        assertThat(judged(two)).isPositive();
        await().atMost(Stage.PATIENCE).until(() -> receiver.hooks().size() >= 5);
        assertThat(stage.alerts())
                .containsExactlyInAnyOrder(
                        "pump-0 firing", "pump-1 firing", "pump-2 firing", "pump-3 firing", "pump-4 firing");
        assertThat(receiver.hooks()).hasSize(5);
    }

    private double judged(Alerting replica) {
        return stage.metrics(replica).get("alerting.findings.judged").counter().count();
    }

    @Test
    void anEventThatCannotBeReadIsParkedAndHoldsUpNothing() throws Exception {
        Alerting alerting = stage.aloneReplica("one");
        assertThat(alerting.rules().add(SampleRules.rule(new Condition.Anomaly(0.9), Duration.ZERO)))
                .isPresent();
        byte[] broken = "{\"specversion\": \"1.0\", \"data\": 7".getBytes(StandardCharsets.UTF_8);
        stage.publish(Subjects.anomaly("default", "pump-7", "temperature"), broken);
        stage.finding("pump-8", t0, 0.95);

        await().atMost(Stage.PATIENCE).until(() -> stage.alerts().equals(List.of("pump-8 firing")));
        JetStreamSubscription parked = stage.nats().jetStream().subscribe(Subjects.ALL_DEAD_LETTERS);
        Message message = parked.nextMessage(Duration.ofSeconds(5));
        DeadLetter letter = DeadLetters.parse(message);
        assertThat(letter.stage()).isEqualTo("alerting");
        assertThat(letter.reason()).isEqualTo("malformed-event");
        assertThat(letter.origin()).isEqualTo("anomaly.default.pump-7.temperature");
        assertThat(letter.payload()).isEqualTo(broken);
    }
}
