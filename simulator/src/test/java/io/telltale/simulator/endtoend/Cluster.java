package io.telltale.simulator.endtoend;

import static io.restassured.RestAssured.given;

import io.restassured.specification.RequestSpecification;
import io.telltale.testkit.FreePort;
import io.telltale.testkit.NatsCluster;
import io.telltale.testkit.TestTokens;
import io.telltale.testkit.Timescale;
import io.telltale.testkit.Timescale.Database;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Two replicas of every service, packaged, over three NATS nodes and one TimescaleDB, with a balancer before each pair: what a
 * cluster is, on one machine. Close it.
 */
final class Cluster implements AutoCloseable {

    private static final int REPLICAS = 2;
    /** The services, and the variable that says on which port each serves HTTP; the console comes last, it calls the others. */
    private static final Map<String, String> SERVICES = new LinkedHashMap<>();

    static {
        SERVICES.put("device-registry", "TELLTALE_REGISTRY_PORT");
        SERVICES.put("anomaly-service", "TELLTALE_TELEMETRY_PORT");
        SERVICES.put("alerting-service", "TELLTALE_ALERTING_PORT");
        SERVICES.put("ingest-gateway", "TELLTALE_INGEST_PORT");
        SERVICES.put("console", "TELLTALE_CONSOLE_PORT");
    }

    private final Path folder;
    private final NatsCluster nats;
    private final Database telemetry;
    private final Map<String, ServiceProcess> replicas = new LinkedHashMap<>();
    private final Map<String, Balancer> balancers = new HashMap<>();
    private final Balancer door;

    /** Brings it all; returns when every replica is ready. */
    Cluster() {
        try {
            folder = Files.createTempDirectory("telltale-cluster-");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        nats = NatsCluster.own();
        telemetry = Timescale.shared().createDatabase("telemetry");
        Map<String, String> environment = environment();
        List<Integer> doors = new ArrayList<>();
        SERVICES.forEach((service, portKey) -> {
            for (int replica = 1; replica <= REPLICAS; replica++) {
                Map<String, String> own = new HashMap<>(environment);
                own.put("TELLTALE_ANOMALY_INSTANCE", service + '-' + replica);
                own.put("TELLTALE_ALERTING_INTAKE_INSTANCE", service + '-' + replica);
                if (service.equals("ingest-gateway")) {
                    doors.add(FreePort.choose());
                    own.put("TELLTALE_MQTT_PORT", doors.getLast().toString());
                }
                ServiceProcess process = new ServiceProcess(service, replica, folder, portKey, own);
                replicas.put(process.name(), process);
            }
            Balancer balancer =
                    new Balancer(replicasOf(service).map(ServiceProcess::port).toList());
            balancers.put(service, balancer);
            environment.put(portKey, Integer.toString(balancer.port()));
        });
        door = new Balancer(doors);
        try {
            SERVICES.keySet().forEach(this::bring);
        } catch (RuntimeException e) {
            close();
            throw e;
        }
    }

    /** Both replicas at once, but one service after the other: all ten starting together take too long for each. */
    private void bring(String service) {
        replicasOf(service).forEach(ServiceProcess::start);
        replicasOf(service).forEach(ServiceProcess::awaitReady);
    }

    private static void delete(Path folder) {
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.toList()) {
                Files.delete(file);
            }
            Files.delete(folder);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Map<String, String> environment() {
        Timescale server = Timescale.shared();
        Map<String, String> environment = new HashMap<>();
        environment.put("TELLTALE_NATS_URL", nats.url());
        environment.put("TELLTALE_NATS_SYS_URL", nats.sysUrl());
        environment.put("TELLTALE_NATS_REPLICAS", Integer.toString(nats.size()));
        environment.put("TELLTALE_DB_HOST", telemetry.host());
        environment.put("TELLTALE_DB_PORT", Integer.toString(telemetry.port()));
        environment.put("TELEMETRY_DB_PASSWORD", telemetry.password());
        environment.put(
                "REGISTRY_DB_PASSWORD", server.createDatabase("registry").password());
        environment.put(
                "ALERTING_DB_PASSWORD", server.createDatabase("alerting").password());
        environment.put("TELLTALE_TOKEN_PUBLIC_KEY", TestTokens.publicKey().toString());
        environment.put("TELLTALE_WEBHOOK_ALLOW", "127.0.0.0/8");
        return environment;
    }

    private Stream<ServiceProcess> replicasOf(String service) {
        return replicas.values().stream().filter(replica -> replica.name().startsWith(service));
    }

    /** The NATS nodes. */
    NatsCluster nats() {
        return nats;
    }

    /** Where the services keep readings. */
    Database telemetry() {
        return telemetry;
    }

    /** The port at which devices find one of the gateways. */
    int door() {
        return door.port();
    }

    /** A replica by its name, such as {@code console-1}. */
    ServiceProcess replica(String name) {
        return replicas.get(name);
    }

    /** An operator's request to whichever console answers. */
    RequestSpecification asOperator() {
        return given().baseUri("http://127.0.0.1:" + balancers.get("console").port() + "/api")
                .header("Authorization", "Bearer " + TestTokens.operator("default"))
                .contentType("application/json");
    }

    /** Registers a device; the gateways hear of it a moment later. */
    Platform.Device register(String name) {
        String token = asOperator()
                .body(Map.of("name", name))
                .post("/devices")
                .then()
                .log()
                .ifValidationFails()
                .statusCode(201)
                .extract()
                .path("token");
        return new Platform.Device(name, token);
    }

    @Override
    public void close() {
        replicas.values().forEach(ServiceProcess::close);
        balancers.values().forEach(Balancer::close);
        door.close();
        nats.close();
        delete(folder);
    }
}
