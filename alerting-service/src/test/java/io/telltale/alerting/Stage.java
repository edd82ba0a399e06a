package io.telltale.alerting;

import static org.awaitility.Awaitility.await;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.nats.client.Connection;
import io.nats.client.JetStreamApiException;
import io.smallrye.config.SmallRyeConfig;
import io.smallrye.config.SmallRyeConfigBuilder;
import io.telltale.alerting.alert.Micros;
import io.telltale.alerting.alert.ShownAlert;
import io.telltale.alerting.delivery.WebhookSecret;
import io.telltale.alerting.store.AlertFilter;
import io.telltale.alerting.store.Endpoint;
import io.telltale.alerting.store.EndpointSettings;
import io.telltale.alerting.store.EndpointStore;
import io.telltale.alerting.store.ShownAlerts;
import io.telltale.alerting.store.Transactions;
import io.telltale.events.AnomalyFound;
import io.telltale.events.CloudEvent;
import io.telltale.events.DeviceEntry;
import io.telltale.events.ReadingBatch;
import io.telltale.events.Shards;
import io.telltale.events.Streams;
import io.telltale.events.Subjects;
import io.telltale.testkit.NatsServer;
import io.telltale.testkit.Timescale;
import java.io.IOException;
import java.net.URI;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.IntStream;
import org.flywaydb.core.Flyway;
import org.postgresql.ds.PGSimpleDataSource;

/** Replicas of the service on real servers, with the hands of an operator and of a gateway. */
public final class Stage implements AutoCloseable {

    /** How long a test waits for what must happen. */
    private static final int NO_SUCH_MESSAGE = 10037;

    public static final Duration PATIENCE = Duration.ofSeconds(30);

    public static final String TENANT = "default";

    private final NatsServer server;
    private final Timescale.Database database;
    private final Map<String, String> config = new HashMap<>();
    private final List<Alerting> replicas = new ArrayList<>();
    private final Map<Alerting, MeterRegistry> metrics = new HashMap<>();
    private final Connection nats;
    public final Transactions transactions;

    public Stage(NatsServer server, Timescale timescale) {
        this.server = server;
        this.database = timescale.createDatabase();
        server.clear();
        this.nats = server.connect();
        PGSimpleDataSource source = new PGSimpleDataSource();
        source.setUrl(database.jdbcUrl());
        source.setUser(database.user());
        source.setPassword(database.password());
        Flyway.configure().dataSource(source).load().migrate();
        transactions = new Transactions(source);
        config.put("telltale.alerting.webhooks.allow", "127.0.0.0/8");
    }

    /** Sets a key, below {@code telltale.alerting}, for the replicas to come. */
    public Stage set(String key, String value) {
        config.put("telltale.alerting." + key, value);
        return this;
    }

    /** Starts a replica and waits until it is ready and owns shards. */
    public Alerting replica(String name) {
        MeterRegistry registry = new SimpleMeterRegistry();
        Alerting replica =
                new Alerting(server.url(), Streams.Limits.standard(), name, config(config), transactions, registry);
        metrics.put(replica, registry);
        replicas.add(replica);
        replica.start();
        await("replica " + name + " is ready")
                .atMost(PATIENCE)
                .until(() -> replica.problems().isEmpty() && !replica.shards().isEmpty());
        return replica;
    }

    /** Waits until a single replica reads every shard. */
    public Alerting aloneReplica(String name) {
        Alerting replica = replica(name);
        await("all shards").atMost(PATIENCE).until(() -> replica.shards().size() == Shards.COUNT);
        return replica;
    }

    public static AlertingConfig config(Map<String, String> values) {
        SmallRyeConfig config = new SmallRyeConfigBuilder()
                .withMapping(AlertingConfig.class)
                .withDefaultValues(values)
                .build();
        return config.getConfigMapping(AlertingConfig.class);
    }

    /** Registers an endpoint; its secret. */
    public String endpoint(URI url) {
        return endpoint(EndpointSettings.of("webhook-" + UUID.randomUUID(), url));
    }

    /** Registers an endpoint; its secret. */
    public String endpoint(EndpointSettings settings) {
        String secret = WebhookSecret.generate();
        Endpoint endpoint = new Endpoint(
                UUID.randomUUID(),
                TENANT,
                settings,
                Optional.empty(),
                new Endpoint.Circuit(0, Optional.empty(), Optional.empty()),
                List.of(new Endpoint.SigningKey(secret, Instant.now(), Optional.empty())),
                Instant.now());
        new EndpointStore(transactions).add(endpoint, 100);
        return secret;
    }

    /** A finding of the detectors, as anomaly-service publishes it. */
    public void finding(String device, Instant time, double score) {
        AnomalyFound found = new AnomalyFound(
                TENANT, device, "temperature", time, 31.5, score, "warning", 18, 24, "profile", "far above its band");
        CloudEvent event =
                CloudEvent.of("finding-" + Micros.of(time), "/anomaly-service", AnomalyFound.TYPE, "pump", time, found);
        publish(Subjects.anomaly(TENANT, device, "temperature"), event.toBytes());
    }

    /** Registers a device with labels, as the registry does. */
    public void device(String device, Map<String, String> labels) {
        DeviceEntry entry =
                new DeviceEntry(TENANT, device, true, List.of(), Optional.empty(), labels, false, Optional.empty());
        try {
            nats.keyValue(Streams.DEVICES).put(entry.key(), entry.toBytes());
        } catch (IOException | JetStreamApiException e) {
            throw new IllegalStateException("not registered: " + device, e);
        }
    }

    /** Publishes one reading as the gateway would; the stream has it when this returns. */
    public void reading(String device, Instant time, double value) {
        readings(device, Map.of(time, value));
    }

    public void readings(String device, Map<Instant, Double> values) {
        ReadingBatch.Builder batch = ReadingBatch.builder(0);
        values.entrySet().stream()
                .sorted(Map.Entry.comparingByKey())
                .forEach(e -> batch.add(TENANT, device, "temperature", Micros.of(e.getKey()), e.getValue()));
        publish(Subjects.telemetry(Shards.of(TENANT, device)), batch.build().toBytes());
    }

    /** All alerts, newest first, as {@code device state}. */
    public List<String> alerts() {
        return new ShownAlerts(transactions)
                .page(AlertFilter.all(TENANT, Instant.now()), any -> true, Long.MAX_VALUE, 1000).alerts().stream()
                        .map(ShownAlert::alert)
                        .map(a -> a.series().device() + " " + a.state().wire())
                        .toList();
    }

    /** Waits until every reading on the stream has been judged, on each lane, and the progress is saved. */
    public void settled() {
        await("all judged").atMost(PATIENCE).until(() -> IntStream.range(0, Shards.COUNT)
                .allMatch(lane -> judged(lane) >= latest(lane)));
    }

    private long judged(int lane) {
        return count("select last_sequence from shard_progress where shard = " + lane);
    }

    /** The one number a query gives. */
    public long count(String sql) {
        try (java.sql.Connection c = database.connect();
                Statement statement = c.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            row.next();
            return row.getLong(1);
        } catch (SQLException e) {
            throw new IllegalStateException(sql, e);
        }
    }

    private long latest(int lane) {
        try {
            return nats.jetStreamManagement()
                    .getLastMessage(Streams.TELEMETRY, Subjects.telemetry(lane))
                    .getSeq();
        } catch (JetStreamApiException e) {
            if (e.getApiErrorCode() == NO_SUCH_MESSAGE) {
                return 0;
            }
            throw new IllegalStateException("no stream", e);
        } catch (IOException e) {
            throw new IllegalStateException("no stream", e);
        }
    }

    public void execute(String sql) {
        try (java.sql.Connection c = database.connect();
                Statement statement = c.createStatement()) {
            statement.execute(sql);
        } catch (SQLException e) {
            throw new IllegalStateException(sql, e);
        }
    }

    /** Stops a replica as an operator would. */
    public void stop(Alerting replica) throws InterruptedException {
        replicas.remove(replica);
        replica.close();
    }

    public void publish(String subject, byte[] payload) {
        try {
            nats.jetStream().publish(subject, payload);
        } catch (IOException | JetStreamApiException e) {
            throw new IllegalStateException("not published: " + subject, e);
        }
    }

    public Connection nats() {
        return nats;
    }

    /** Whether the test's own connection is there. */
    public boolean connected() {
        return nats.getStatus() == Connection.Status.CONNECTED;
    }

    /** What a replica has counted. */
    public MeterRegistry metrics(Alerting replica) {
        return metrics.getOrDefault(replica, new SimpleMeterRegistry());
    }

    public Timescale.Database database() {
        return database;
    }

    /** The streams, for tests that publish before any replica runs. */
    public void ensureStreams() {
        try {
            Streams.ensure(nats);
        } catch (IOException | JetStreamApiException e) {
            throw new IllegalStateException("streams", e);
        }
    }

    @Override
    public void close() throws Exception {
        for (Alerting replica : replicas) {
            replica.close();
        }
        nats.close();
    }
}
