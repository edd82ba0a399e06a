package io.telltale.simulator.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.nats.client.Connection;
import io.telltale.testkit.WebhookReceiver;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * Two replicas of every service over three NATS nodes, one after the other killed under load. Readings go on being
 * acknowledged, lanes are owned again within five seconds and evenly divided once the replica is back, and in the end every
 * reading is stored exactly once and every alert told once.
 */
class ClusterIT {

    private static final int DEVICES = 20;
    private static final Duration OWNED_AGAIN = Duration.ofSeconds(5);
    /** A stream whose leader was killed elects another within 4 to 9 seconds, sometimes at the second try. */
    private static final Duration ELECTION = Duration.ofSeconds(60);

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private static Cluster cluster;
    private static SteadyLoad load;

    private static final System.Logger LOG = System.getLogger(ClusterIT.class.getName());

    private final List<String> alarmed = new ArrayList<>();
    private int boilers;

    @BeforeAll
    static void up() {
        cluster = new Cluster();
        load = new SteadyLoad(cluster.door());
    }

    @AfterAll
    static void down() {
        if (load != null) {
            load.close();
            cluster.close();
        }
    }

    @Test
    void losesNothingWhateverIsKilled() throws Exception {
        try (WebhookReceiver receiver = new WebhookReceiver();
                Connection nats = cluster.nats().connect()) {
            LaneOwners owners = new LaneOwners(nats);
            expectAlarmsAt(receiver);
            for (int i = 0; i < DEVICES; i++) {
                load.begin(cluster.register("pump-" + i));
            }
            awaitEvenLanes(owners);
            awaitAcknowledgements();

            killAndBringBackTheStreamsLeader();
            killAndBringBack("anomaly-service-1", owners);
            killAndBringBack("alerting-service-2", owners);
            killAndBringBack("ingest-gateway-1", owners);
            killAndBringBack("device-registry-1", owners);
            killAndBringBack("console-2", owners);

            load.stop();
            await().atMost(PATIENCE).until(load::settled);
            assertThat(load.refused()).isZero();
            assertEverythingIsStoredOnce();
            assertEveryAlarmIsToldOnce(receiver);
        }
    }

    private void killAndBringBackTheStreamsLeader() {
        int leader = cluster.nats().leaderOf("TELEMETRY");
        long killed = System.nanoTime();
        cluster.nats().kill(leader);
        awaitAcknowledgements();
        tell("the stream's leader", "acknowledged again", killed);
        awaitStored();
        tell("the stream's leader", "stored again", killed);
        raiseAnAlarm();
        cluster.nats().start(leader);
    }

    private void killAndBringBack(String replica, LaneOwners owners) {
        String service = replica.substring(0, replica.lastIndexOf('-'));
        raiseAnAlarm();
        long killed = System.nanoTime();
        cluster.replica(replica).kill();
        if (readsLanes(service)) {
            owners.await(service, Map.of(other(replica), LaneOwners.LANES));
            assertThat(tell(replica, "shards owned again", killed)).isLessThan(OWNED_AGAIN);
        }
        raiseAnAlarm();
        awaitAcknowledgements();
        tell(replica, "acknowledged again", killed);
        awaitStored();
        tell(replica, "stored again", killed);
        cluster.replica(replica).start();
        cluster.replica(replica).awaitReady();
        if (readsLanes(service)) {
            owners.await(service, Map.of(replica, LaneOwners.HALF, other(replica), LaneOwners.HALF));
        }
    }

    private static Duration tell(String killed, String what, long since) {
        Duration taken = Duration.ofNanos(System.nanoTime() - since);
        LOG.log(System.Logger.Level.INFO, "killed={0} {1} after={2} ms", killed, what, taken.toMillis());
        return taken;
    }

    private static boolean readsLanes(String service) {
        return service.equals("anomaly-service") || service.equals("alerting-service");
    }

    private static String other(String replica) {
        int last = replica.length() - 1;
        return replica.substring(0, last) + (replica.charAt(last) == '1' ? '2' : '1');
    }

    private static void awaitEvenLanes(LaneOwners owners) {
        for (String service : List.of("anomaly-service", "alerting-service")) {
            owners.await(service, Map.of(service + "-1", LaneOwners.HALF, service + "-2", LaneOwners.HALF));
        }
    }

    /** Readings published from now on are acknowledged: twice as many as can be under way at this moment. */
    private static void awaitAcknowledgements() {
        int before = load.published();
        await().atMost(ELECTION).until(() -> load.acknowledged() > before + 500);
    }

    /** What each device has had acknowledged by now is in the store. */
    private static void awaitStored() {
        Map<String, Integer> acknowledged = load.acknowledgedByDevice();
        await().atMost(PATIENCE).ignoreExceptions().untilAsserted(() -> assertThat(stored())
                .allSatisfy((device, stored) ->
                        assertThat(stored.rows()).as(device).isGreaterThanOrEqualTo(acknowledged.get(device))));
    }

    private static void expectAlarmsAt(WebhookReceiver receiver) {
        cluster.asOperator()
                .body(Map.of("url", receiver.url().toString()))
                .post("/webhooks")
                .then()
                .statusCode(201);
        cluster.asOperator().body("""
                        {"name": "hot", "kind": "threshold", "severity": "critical",
                         "selector": {"device": "boiler-*", "metric": "temperature"},
                         "condition": {"operator": ">", "value": 90, "clear": 80}}""").post("/rules").then().statusCode(201);
    }

    /** A new device sends a single reading that breaks the rule. While the registry's replicas change, a try may fail. */
    private void raiseAnAlarm() {
        await().atMost(PATIENCE).ignoreExceptions().until(() -> {
            Platform.Device boiler = cluster.register("boiler-" + boilers++);
            load.once(boiler, "{\"ts\": " + System.currentTimeMillis() + ", \"temperature\": 95}");
            alarmed.add(boiler.name());
            return true;
        });
    }

    private static void assertEverythingIsStoredOnce() throws SQLException {
        Map<String, Stored> expected = new HashMap<>();
        load.sent().forEach((device, sent) -> expected.put(device, new Stored(sent, sent, 0, sent - 1)));
        await().atMost(PATIENCE)
                .until(() -> rows()
                        >= expected.values().stream().mapToLong(Stored::rows).sum());
        assertThat(stored()).isEqualTo(expected);
    }

    /** What the store has of one device. */
    private record Stored(long rows, long different, double least, double greatest) {}

    private static long rows() throws SQLException {
        return stored().values().stream().mapToLong(Stored::rows).sum();
    }

    private static Map<String, Stored> stored() throws SQLException {
        Map<String, Stored> stored = new HashMap<>();
        try (java.sql.Connection database = cluster.telemetry().connect();
                PreparedStatement query = database.prepareStatement("""
                        select device, count(*), count(distinct value), min(value), max(value)
                        from reading where metric = 'sequence' group by device""");
                ResultSet rows = query.executeQuery()) {
            while (rows.next()) {
                stored.put(
                        rows.getString(1),
                        new Stored(rows.getLong(2), rows.getLong(3), rows.getDouble(4), rows.getDouble(5)));
            }
        }
        return stored;
    }

    private void assertEveryAlarmIsToldOnce(WebhookReceiver receiver) {
        await().atMost(PATIENCE).until(() -> receiver.hooks().size() >= alarmed.size());
        assertThat(receiver.hooks().stream()
                        .map(hook ->
                                hook.type() + ' ' + hook.alert().path("device").asText())
                        .toList())
                .containsExactlyInAnyOrderElementsOf(
                        alarmed.stream().map(name -> "alert.firing " + name).toList());
    }
}
