package io.telltale.alerting;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.nats.client.Connection;
import io.nats.client.JetStreamApiException;
import io.telltale.alerting.alert.Micros;
import io.telltale.events.Json;
import io.telltale.events.ReadingBatch;
import io.telltale.events.Shards;
import io.telltale.events.Streams;
import io.telltale.events.Subjects;
import io.telltale.testkit.NatsServer;
import io.telltale.testkit.ServiceProcess;
import io.telltale.testkit.Timescale;
import io.telltale.testkit.WebhookReceiver;
import io.telltale.testkit.WebhookReceiver.Hook;
import java.io.IOException;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** The packaged service as processes that can be killed, with servers of its own that can be killed, too. */
final class Site implements AutoCloseable {

    private static final String RULE = """
            {"name": "Too hot", "kind": "threshold", "selector": {"metric": "temperature"},
             "condition": {"operator": ">", "value": 30}}
            """;

    /** Every alert by itself, however many come. */
    private static final String ROUTING = """
            {"route": {"receiver": "all", "group_by": ["..."], "group_wait": "0s"}, "receivers": [{"name": "all"}]}
            """;

    final NatsServer nats = NatsServer.own();
    final Timescale timescale = Timescale.own();
    final WebhookReceiver receiver = new WebhookReceiver();
    private final Timescale.Database database = timescale.createDatabase("alerting");
    private final List<ServiceProcess> replicas = new ArrayList<>();
    private final Instant t0 = Instant.now().truncatedTo(ChronoUnit.MICROS);
    private final Connection connection = nats.connect();
    private int published;

    Site() {
        try {
            Streams.ensure(connection);
        } catch (IOException | JetStreamApiException e) {
            throw new IllegalStateException(e);
        }
    }

    /** One more replica; not waited for. */
    ServiceProcess replica() {
        Map<String, String> environment = new HashMap<>();
        environment.put("TELLTALE_NATS_URL", nats.url());
        environment.put("TELLTALE_DB_HOST", database.host());
        environment.put("TELLTALE_DB_PORT", Integer.toString(database.port()));
        environment.put("ALERTING_DB_PASSWORD", database.password());
        environment.put("TELLTALE_WEBHOOK_ALLOW", "127.0.0.0/8");
        // So many that a receiver that refuses every third request lets none of a thousand webhooks be given up.
        environment.put("TELLTALE_ALERTING_WEBHOOKS_RETRY_DELAYS", String.join(",", Collections.nCopies(20, "PT0.2S")));
        ServiceProcess replica = ServiceProcess.spawn("TELLTALE_ALERTING_PORT", environment);
        replicas.add(replica);
        return replica;
    }

    /** A rule that everything above 30 breaks, and a receiver. */
    void rule(ServiceProcess replica) {
        everyAlertByItself();
        assertThat(replica.post("/api/rules", RULE).orElseThrow().statusCode()).isEqualTo(201);
        String endpoint = "{\"url\": \"" + receiver.url() + "\"}";
        assertThat(replica.post("/api/webhooks", endpoint).orElseThrow().statusCode())
                .isEqualTo(201);
    }

    /** Before any alert, so that nothing has to be told elsewhere. */
    private void everyAlertByItself() {
        try (java.sql.Connection c = database.connect();
                PreparedStatement insert = c.prepareStatement(
                        "insert into routing (tenant, revision, body, updated_by) values (?, 1, ?::jsonb, 'me')")) {
            insert.setString(1, Stage.TENANT);
            insert.setString(2, ROUTING);
            insert.executeUpdate();
        } catch (SQLException e) {
            throw new IllegalStateException("no routing", e);
        }
    }

    /** One reading of each device, later than those before; the stream has them when this returns. */
    void readings(int devices, double value) {
        Instant time = t0.plusMillis(published++);
        for (int i = 0; i < devices; i++) {
            String device = "pump-" + i;
            byte[] batch = ReadingBatch.builder(0)
                    .add(Stage.TENANT, device, "temperature", Micros.of(time), value)
                    .build()
                    .toBytes();
            try {
                connection.jetStream().publish(Subjects.telemetry(Shards.of(Stage.TENANT, device)), batch);
            } catch (IOException | JetStreamApiException e) {
                throw new IllegalStateException("not published", e);
            }
        }
    }

    /** Webhook ids that were answered with success, by alert and type; a notice has one. */
    Map<String, Set<String>> told() {
        return receiver.hooks().stream()
                .filter(hook -> hook.answered() < 300)
                .collect(Collectors.groupingBy(Site::notice, Collectors.mapping(Hook::id, Collectors.toSet())));
    }

    /** Alerts by device. */
    Map<String, Long> alerts() {
        return counts("select device, count(*) from alerts where state = 'resolved' group by device");
    }

    long open() {
        return counts("select 'open', count(*) from alerts where state <> 'resolved'")
                .getOrDefault("open", -1L);
    }

    /** Events of alerts on the stream, by subject. */
    Map<String, Long> events() {
        try {
            return connection
                    .jetStreamManagement()
                    .getStreamInfo(Streams.EVENTS, io.nats.client.api.StreamInfoOptions.allSubjects())
                    .getStreamState()
                    .getSubjectMap();
        } catch (IOException | JetStreamApiException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String notice(Hook hook) {
        JsonNode alert = hook.alert();
        return alert.path("id").asText() + ' ' + hook.type();
    }

    private Map<String, Long> counts(String sql) {
        Map<String, Long> counts = new HashMap<>();
        try (java.sql.Connection c = database.connect();
                Statement statement = c.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            while (row.next()) {
                counts.put(row.getString(1), row.getLong(2));
            }
        } catch (SQLException e) {
            throw new IllegalStateException(sql, e);
        }
        return counts;
    }

    /** The problem's status that a document tells. */
    static int status(String problem) {
        try {
            return Json.MAPPER.readTree(problem).path("status").asInt();
        } catch (IOException e) {
            throw new IllegalStateException("no JSON: " + problem, e);
        }
    }

    @Override
    public void close() throws Exception {
        replicas.forEach(ServiceProcess::close);
        connection.close();
        receiver.close();
        nats.close();
        timescale.close();
    }
}
