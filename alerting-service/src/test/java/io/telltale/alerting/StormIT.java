package io.telltale.alerting;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.nats.client.PublishOptions;
import io.nats.client.api.PublishAck;
import io.telltale.alerting.alert.Micros;
import io.telltale.alerting.rule.Condition;
import io.telltale.alerting.rule.Glob;
import io.telltale.alerting.rule.Operator;
import io.telltale.alerting.rule.Rule;
import io.telltale.alerting.rule.Selector;
import io.telltale.alerting.rule.Severity;
import io.telltale.events.DeviceEntry;
import io.telltale.events.ReadingBatch;
import io.telltale.events.Shards;
import io.telltale.events.Streams;
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
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/**
 * The gateway of half of ten thousand devices is lost, all of them cross a limit within seconds, and the service restarts in the
 * middle; nobody has written a routing. Only the group's waits are not waited for: the database is told that they are over.
 */
class StormIT {

    private static final int DEVICES = 10_000;
    private static final int BATCH = 250;

    /** Of one rule, each by itself: the routing's 20 for each lane, as lanes do not count each other's at the same moment. */
    private static final int MOST_ALONE = 20 * Shards.COUNT;

    /** One each of the four times that the group's wait is said to be over, one when it is, and one for each minute. */
    private static final long MOST_TOGETHER = 5;

    private static final String TOLD = "select count(*) from group_alerts where told = 'firing'";
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final Instant t0 = Instant.now().truncatedTo(ChronoUnit.MICROS);

    @Test
    void isToldInAFewNotificationsAndNothingIsForgottenOrRepeated() throws Exception {
        try (Stage stage = new Stage(NatsServer.shared(), Timescale.shared())
                        .set("presence.tick", "PT0.2S")
                        .set("presence.settle", "PT0.5S")
                        .set("presence.gateway-grace", "PT3S");
                WebhookReceiver receiver = new WebhookReceiver()) {
            stage.endpoint(receiver.url());
            stage.ensureStreams();
            register(stage);
            Sessions sessions = new Sessions(stage);
            Alerting first = stage.aloneReplica("one");
            assertThat(first.rules().add(rule("Too hot", "*", "temperature", hot())))
                    .isPresent();
            assertThat(first.rules().add(rule("Away", "gw-*", "presence", offline())))
                    .isPresent();
            sessions.told("gw-1", true, "run-a", 1);
            sessions.beat("run-a");
            await().atMost(PATIENCE).until(() -> online(first));
            // Nobody hears run-a any more, and with it gw-1 is lost.
            await().atMost(PATIENCE).until(() -> firing(stage, "Away") == 1);

            long began = System.nanoTime();
            try (Looking looking = new Looking(stage);
                    ScheduledExecutorService gateway = Executors.newSingleThreadScheduledExecutor()) {
                storm(stage, 0, DEVICES / 2, 35);
                await().atMost(PATIENCE).until(() -> firing(stage, "Too hot") > DEVICES / 4);
                waitsAreOver(stage);
                await().atMost(PATIENCE).until(() -> together(stage) > 0);
                storm(stage, DEVICES / 2, DEVICES, 35);
                stage.stop(first);
                Alerting second = stage.aloneReplica("two");
                stage.settled();
                System.out.printf(
                        "storm: %d alerts %.1f s after it began, with a restart%n",
                        firing(stage, "Too hot"), (System.nanoTime() - began) / 1e9);
                assertThat(firing(stage, "Too hot")).isEqualTo(DEVICES);
                waitsAreOver(stage);
                await().atMost(PATIENCE).until(() -> stage.count(TOLD) == DEVICES / 2 + 1);
                assertThat(stage.count("select count(*) from group_alerts where muted = 'inhibited' and told is null"))
                        .as("behind the gateway")
                        .isEqualTo(DEVICES / 2);

                sessions.told("gw-1", true, "run-b", 1);
                gateway.scheduleAtFixedRate(() -> sessions.beat("run-b"), 0, 500, TimeUnit.MILLISECONDS);
                await().atMost(PATIENCE).until(() -> firing(stage, "Away") == 0);
                waitsAreOver(stage);
                await().atMost(PATIENCE).until(() -> stage.count(TOLD) == DEVICES);
                assertThat(stage.count("select max(alerts + truncated) from notifications"))
                        .as("the last with those that did not fit")
                        .isEqualTo(DEVICES - alone(stage, "firing"));

                storm(stage, 0, DEVICES, 20);
                await().atMost(PATIENCE).until(() -> firing(stage, "Too hot") == 0);
                waitsAreOver(stage);
                await().atMost(PATIENCE).until(() -> stage.count("select count(*) from notification_groups") == 0);
                await().atMost(PATIENCE)
                        .until(() -> stage.count("select count(*) from deliveries where state <> 'delivered'") == 0);
                gateway.shutdownNow();
                System.out.println("storm: " + looking.seen());
                assertThat(second.problems()).isEmpty();
            }

            long told = stage.count("select count(*) from notifications");
            System.out.printf(
                    "storm: notifications=%d alone=%d together=%d%n", told, alone(stage, "firing"), together(stage));
            assertThat(alone(stage, "firing")).isBetween(20L, (long) MOST_ALONE);
            assertThat(alone(stage, "resolved")).isEqualTo(alone(stage, "firing"));
            long minutes = Duration.ofNanos(System.nanoTime() - began).toMinutes();
            assertThat(together(stage)).isBetween(3L, MOST_TOGETHER + minutes);
            assertThat(told).as("and two of the gateway").isEqualTo(2 * alone(stage, "firing") + together(stage) + 2);
            assertThat(receiver.hooks()).hasSize((int) told);
            assertThat(receiver.hooks().stream().map(WebhookReceiver.Hook::id).distinct())
                    .as("none twice")
                    .hasSize((int) told);
            String each = "select count(*) from (select alert_id from alert_history where what = 'notified' "
                    + "group by alert_id having count(*) = 2) as each";
            assertThat(stage.count(each))
                    .as("its beginning once and its end once")
                    .isEqualTo(DEVICES + 1);
        }
    }

    private static boolean online(Alerting replica) {
        return replica.presence()
                .find(Stage.TENANT, "gw-1")
                .orElseThrow()
                .state()
                .wire()
                .equals("online");
    }

    private static long firing(Stage stage, String rule) {
        return stage.count("select count(*) from alerts where state = 'firing' and rule_name = '" + rule + '\'');
    }

    /** Notifications of many. */
    private static long together(Stage stage) {
        return stage.count("select count(*) from notifications where type like 'alerts.%'");
    }

    /** Notifications of one alert by itself, but for that of the gateway. */
    private static long alone(Stage stage, String state) {
        return stage.count("select count(*) - 1 from notifications where type = 'alert." + state + '\'');
    }

    /** For the groups of many, {@code group_wait} or {@code group_interval} have passed. */
    private static void waitsAreOver(Stage stage) {
        stage.execute("""
                update notification_groups set not_before = not_before - interval '1 minute',
                  flush_at = flush_at - interval '1 minute' where not (plan ->> 'alone')::boolean
                """);
    }

    /** Those whose names begin with b stand behind gw-1. */
    private static void register(Stage stage) throws Exception {
        List<CompletableFuture<PublishAck>> puts = new ArrayList<>();
        puts.add(put(stage, "gw-1", Optional.empty()));
        for (int i = 1; i < DEVICES; i += 2) {
            puts.add(put(stage, device(i), Optional.of("gw-1")));
        }
        for (CompletableFuture<PublishAck> put : puts) {
            put.get();
        }
    }

    private static CompletableFuture<PublishAck> put(Stage stage, String device, Optional<String> parent)
            throws Exception {
        DeviceEntry entry = new DeviceEntry(
                Stage.TENANT, device, true, List.of(), Optional.empty(), Map.of(), parent.isEmpty(), parent);
        return stage.nats()
                .jetStream()
                .publishAsync(
                        "$KV." + Streams.DEVICES + '.' + entry.key(),
                        entry.toBytes(),
                        PublishOptions.builder().build());
    }

    private static String device(int i) {
        return (i % 2 == 0 ? "a-" : "b-") + i;
    }

    private void storm(Stage stage, int from, int to, double value) {
        Instant time = value > 30 ? t0 : t0.plusSeconds(1);
        for (int lane = 0; lane < Shards.COUNT; lane++) {
            int its = lane;
            List<String> devices = IntStream.range(from, to)
                    .mapToObj(StormIT::device)
                    .filter(device -> Shards.of(Stage.TENANT, device) == its)
                    .toList();
            for (int i = 0; i < devices.size(); i += BATCH) {
                ReadingBatch.Builder batch = ReadingBatch.builder(0);
                devices.subList(i, Math.min(i + BATCH, devices.size()))
                        .forEach(device -> batch.add(Stage.TENANT, device, "temperature", Micros.of(time), value));
                stage.publish(Subjects.telemetry(lane), batch.build().toBytes());
            }
        }
    }

    private static Condition hot() {
        return new Condition.Threshold(Operator.ABOVE, 30, OptionalDouble.empty());
    }

    private static Condition offline() {
        return new Condition.Presence(Condition.Presence.State.OFFLINE);
    }

    private static Rule rule(String name, String devices, String metric, Condition condition) {
        return new Rule(
                UUID.randomUUID(),
                Stage.TENANT,
                1,
                name,
                Severity.WARNING,
                new Selector(new Glob(devices), metric, Map.of()),
                condition,
                Duration.ZERO,
                true,
                Map.of(),
                Map.of());
    }
}
