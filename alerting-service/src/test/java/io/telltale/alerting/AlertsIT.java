package io.telltale.alerting;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.nats.client.JetStreamSubscription;
import io.nats.client.Message;
import io.telltale.alerting.rule.Glob;
import io.telltale.alerting.rule.Rule;
import io.telltale.alerting.rule.Selector;
import io.telltale.events.AlertChanged;
import io.telltale.events.CloudEvent;
import io.telltale.events.Shards;
import io.telltale.events.Subjects;
import io.telltale.testkit.NatsServer;
import io.telltale.testkit.Timescale;
import io.telltale.testkit.WebhookReceiver;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** From a reading on the stream to a signed webhook, on real servers. */
class AlertsIT {

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
    void signsAWebhookWithinASecondOfTheReadingAndAnotherWhenItIsOver() throws Exception {
        String secret = stage.endpoint(receiver.url());
        Alerting alerting = stage.aloneReplica("one");
        assertThat(alerting.rules().add(SampleRules.hot())).isPresent();

        stage.reading("warm-up", t0, 31.5);
        await().atMost(Stage.PATIENCE).until(() -> receiver.hooks().size() == 1);

        Instant published = Instant.now();
        stage.reading("pump-7", t0, 31.5);
        await().atMost(Stage.PATIENCE).until(() -> receiver.hooks().size() == 2);

        WebhookReceiver.Hook firing = receiver.hooks().getLast();
        assertThat(Duration.between(published, firing.arrived())).isLessThan(Duration.ofSeconds(1));
        firing.verify(secret);
        assertThat(firing.path()).isEqualTo("/hook?from=telltale");
        assertThat(firing.type()).isEqualTo("alert.firing");
        assertThat(firing.alert().path("tenant").asText()).isEqualTo("default");
        assertThat(firing.alert().path("state").asText()).isEqualTo("firing");
        assertThat(firing.alert().path("summary").asText()).isEqualTo("temperature of pump-7 is 31.5, above 30");
        assertThat(firing.alert().path("startedAt").asText()).isEqualTo(t0.toString());
        assertThat(firing.alert().has("resolvedAt")).isFalse();

        stage.reading("pump-7", t0.plusSeconds(1), 29);
        await().atMost(Stage.PATIENCE).until(() -> receiver.hooks().size() == 3);
        WebhookReceiver.Hook resolved = receiver.hooks().getLast();
        resolved.verify(secret);
        assertThat(resolved.type()).isEqualTo("alert.resolved");
        assertThat(resolved.alert().path("id")).isEqualTo(firing.alert().path("id"));
        assertThat(resolved.alert().path("resolvedAt").asText())
                .isEqualTo(t0.plusSeconds(1).toString());
        assertThat(resolved.id()).isNotEqualTo(firing.id());
    }

    @Test
    void aBatchThatComesTwiceMakesNoSecondAlert() {
        stage.endpoint(receiver.url());
        Alerting alerting = stage.aloneReplica("one");
        assertThat(alerting.rules().add(SampleRules.hot())).isPresent();
        Map<Instant, Double> spike = Map.of(t0, 35.0, t0.plusSeconds(1), 20.0);
        for (int i = 0; i < 3; i++) {
            stage.readings("pump-7", spike);
        }
        stage.settled();
        await().atMost(Stage.PATIENCE).until(() -> receiver.hooks().size() == 2);
        assertThat(stage.alerts()).isEqualTo(List.of("pump-7 resolved"));
        assertThat(receiver.types()).isEqualTo(List.of("alert.firing", "alert.resolved"));
    }

    @Test
    void lateReadingsPageNobodyAlsoAfterARestart() throws Exception {
        Alerting first = stage.aloneReplica("one");
        assertThat(first.rules().add(SampleRules.hot())).isPresent();
        stage.reading("pump-7", t0, 20);
        stage.settled();
        stage.reading("pump-7", t0.minusSeconds(60), 99);
        stage.settled();
        stage.stop(first);
        stage.aloneReplica("two");
        stage.reading("pump-7", t0.minusSeconds(30), 99);
        stage.settled();
        assertThat(stage.alerts()).isEmpty();
    }

    @Test
    void aRestartInTheMiddleNeitherRepeatsNorForgets() throws Exception {
        stage.endpoint(receiver.url());
        Alerting first = stage.aloneReplica("one");
        assertThat(first.rules().add(SampleRules.hot())).isPresent();
        assertThat(first.rules().add(SampleRules.above(40, OptionalDouble.empty(), Duration.ofSeconds(10))))
                .isPresent();
        stage.reading("pump-7", t0, 45);
        await().atMost(Stage.PATIENCE).until(() -> receiver.hooks().size() == 1);
        assertThat(stage.alerts()).containsExactlyInAnyOrder("pump-7 firing", "pump-7 pending");
        stage.stop(first);

        stage.reading("pump-7", t0.plusSeconds(10), 45);
        stage.aloneReplica("two");
        await().atMost(Stage.PATIENCE).until(() -> receiver.hooks().size() == 2);
        assertThat(receiver.hooks().get(1).alert().path("startedAt").asText()).isEqualTo(t0.toString());
        stage.reading("pump-7", t0.plusSeconds(11), 20);
        await().atMost(Stage.PATIENCE).until(() -> receiver.hooks().size() == 4);
        assertThat(receiver.types())
                .isEqualTo(List.of("alert.firing", "alert.firing", "alert.resolved", "alert.resolved"));
        assertThat(receiver.hooks().stream().map(WebhookReceiver.Hook::id).distinct())
                .hasSize(4);
    }

    @Test
    void twoReplicasShareTheWorkAndDoubleNothing() {
        stage.endpoint(receiver.url());
        Alerting one = stage.replica("one");
        Alerting two = stage.replica("two");
        await().atMost(Stage.PATIENCE)
                .until(() ->
                        one.shards().size() == Shards.COUNT / 2 && two.shards().size() == Shards.COUNT / 2);
        assertThat(one.rules().add(SampleRules.hot())).isPresent();
        await().atMost(Duration.ofSeconds(5)).until(() -> two.rules().current().size() == 1);

        for (int i = 0; i < 20; i++) {
            stage.reading("pump-" + i, t0, 35);
            stage.reading("pump-" + i, t0.plusSeconds(1), 20);
        }
        await().atMost(Stage.PATIENCE).until(() -> receiver.hooks().size() >= 40);
        stage.settled();
        assertThat(stage.alerts()).hasSize(20).allMatch(alert -> alert.endsWith(" resolved"));
        assertThat(receiver.hooks().stream().map(WebhookReceiver.Hook::id).distinct())
                .hasSize(40);
        assertThat(receiver.hooks()).hasSize(40);
    }

    @Test
    void anotherReplicaTakesOverWhatOneLeft() throws Exception {
        stage.endpoint(receiver.url());
        Alerting one = stage.aloneReplica("one");
        assertThat(one.rules().add(SampleRules.hot())).isPresent();
        stage.reading("pump-7", t0, 35);
        await().atMost(Stage.PATIENCE).until(() -> receiver.hooks().size() == 1);
        Alerting two = stage.replica("two");
        stage.stop(one);
        await().atMost(Stage.PATIENCE).until(() -> two.shards().size() == Shards.COUNT);
        stage.reading("pump-7", t0.plusSeconds(1), 20);
        await().atMost(Stage.PATIENCE).until(() -> receiver.hooks().size() == 2);
        assertThat(receiver.types()).isEqualTo(List.of("alert.firing", "alert.resolved"));
    }

    @Test
    void aRuleOnLabelsLooksAtTheDevicesThatCarryThem() {
        stage.ensureStreams();
        stage.device("pump-7", Map.of("hall", "3"));
        stage.device("pump-8", Map.of("hall", "4"));
        Alerting alerting = stage.aloneReplica("one");
        Rule hot = SampleRules.hot();
        Rule hall3 = new Rule(
                hot.id(),
                hot.tenant(),
                1,
                hot.name(),
                hot.severity(),
                new Selector(Glob.ANY, "temperature", Map.of("hall", "3")),
                hot.condition(),
                hot.hold(),
                true,
                hot.labels(),
                hot.annotations());
        assertThat(alerting.rules().add(hall3)).isPresent();
        stage.reading("pump-7", t0, 35);
        stage.reading("pump-8", t0, 35);
        stage.settled();
        assertThat(stage.alerts()).isEqualTo(List.of("pump-7 firing"));
    }

    @Test
    void anAlertIsToldToThePlatformOnce() throws Exception {
        Alerting alerting = stage.aloneReplica("one");
        assertThat(alerting.rules().add(SampleRules.hot())).isPresent();
        stage.reading("pump-7", t0, 35);
        stage.reading("pump-7", t0.plusSeconds(1), 20);
        List<Message> events = new ArrayList<>();
        JetStreamSubscription all = stage.nats().jetStream().subscribe(Subjects.ALL_ALERTS);
        await().atMost(Stage.PATIENCE).until(() -> {
            Message next = all.nextMessage(Duration.ofMillis(100));
            if (next != null) {
                events.add(next);
            }
            return events.size() == 2;
        });
        assertThat(events.stream().map(Message::getSubject))
                .containsExactly("alert.default.firing", "alert.default.resolved");
        CloudEvent firing = CloudEvent.parse(events.getFirst().getData());
        assertThat(events.getFirst().getHeaders().getFirst("Nats-Msg-Id")).isEqualTo(firing.id());
        AlertChanged changed = firing.dataAs(AlertChanged.class);
        assertThat(changed.device()).isEqualTo("pump-7");
        assertThat(changed.state()).isEqualTo("firing");
        assertThat(changed.value()).isEqualTo(35);
    }
}
