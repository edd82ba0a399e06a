package io.telltale.testkit;

import static java.util.stream.Collectors.joining;

import io.nats.client.Connection;
import io.nats.client.JetStreamApiException;
import io.nats.client.Nats;
import io.nats.client.Options;
import io.nats.client.api.ClusterInfo;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;

/**
 * Three real nats-servers that form a cluster, each durable by itself ({@code sync_interval: always}). Nodes are counted from 0; each may
 * be killed, frozen and brought back with its data. For one thread. Close it.
 */
public final class NatsCluster implements AutoCloseable {
    private static final int NODES = 3;
    /** Elections take 4 to 9 seconds each, and the first may have to be repeated. */
    private static final Duration ELECTION = Duration.ofSeconds(60);

    private final List<NatsServer> nodes = new ArrayList<>();

    private NatsCluster() {}

    /** A cluster of the test's own; returns when it has elected its leader, so that streams can be made. */
    public static NatsCluster own() {
        NatsCluster cluster = new NatsCluster();
        try {
            cluster.bring();
            return cluster;
        } catch (RuntimeException e) {
            cluster.close();
            throw e;
        }
    }

    private void bring() {
        List<Integer> routes = new ArrayList<>();
        while (routes.size() < NODES) {
            int port = FreePort.choose();
            if (!routes.contains(port)) {
                routes.add(port);
            }
        }
        String peers = routes.stream().map(port -> "127.0.0.1:" + port).collect(joining(","));
        for (int node = 0; node < NODES; node++) {
            nodes.add(new NatsServer(ServerProcess.own(
                    ServerKind.NATS,
                    Map.of(
                            "TELLTALE_NATS_NODE",
                            name(node),
                            "TELLTALE_NATS_ROUTE_PORT",
                            routes.get(node).toString(),
                            "TELLTALE_NATS_ROUTES",
                            peers,
                            "TELLTALE_NATS_PASSWORDS_OF",
                            node == 0 ? "" : nodes.getFirst().process().folder().toString()))));
        }
        Awaitility.await("a leader of the cluster").atMost(ELECTION).until(this::hasLeader);
    }

    /** Addresses of all nodes with the services' user and password. */
    public String url() {
        return nodes.stream().map(NatsServer::url).collect(joining(","));
    }

    /** Addresses of all nodes with the user of the system account. */
    public String sysUrl() {
        return nodes.stream().map(NatsServer::sysUrl).collect(joining(","));
    }

    /** Number of nodes. */
    public int size() {
        return NODES;
    }

    /** One of the nodes. */
    public NatsServer node(int node) {
        return nodes.get(node);
    }

    /** A connection to whichever node answers; close it. */
    public Connection connect() {
        try {
            return Nats.connect(Options.builder()
                    .servers(url().split(","))
                    .connectionName("test")
                    .maxReconnects(-1)
                    .build());
        } catch (IOException e) {
            throw new UncheckedIOException("no connection to any node of the cluster", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while connecting to the cluster", e);
        }
    }

    /** Kills a node with SIGKILL. */
    public void kill(int node) {
        nodes.get(node).kill();
    }

    /** Stops a node's processes where they stand; it keeps its connections but answers nothing. */
    public void freeze(int node) {
        nodes.get(node).process().freeze();
    }

    /** Lets a frozen node go on. */
    public void thaw(int node) {
        nodes.get(node).process().thaw();
    }

    /** Brings a killed node back, with its data; returns when it answers, which is before it has caught up. */
    public void start(int node) {
        nodes.get(node).start();
    }

    /** The node that leads a stream now. The stream must have a leader. */
    public int leaderOf(String stream) {
        try (Connection connection = connect()) {
            ClusterInfo cluster =
                    connection.jetStreamManagement().getStreamInfo(stream).getClusterInfo();
            for (int node = 0; node < NODES; node++) {
                if (cluster != null && name(node).equals(cluster.getLeader())) {
                    return node;
                }
            }
            throw new IllegalStateException("stream " + stream + " has no leader");
        } catch (IOException | JetStreamApiException e) {
            throw new IllegalStateException("the leader of " + stream + " is not known", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while asking for the leader of " + stream, e);
        }
    }

    private boolean hasLeader() throws InterruptedException {
        try (Connection connection = connect()) {
            connection.jetStreamManagement().getAccountStatistics();
            return true;
        } catch (IOException | JetStreamApiException e) {
            return false; // no leader yet: JetStream does not answer
        }
    }

    private static String name(int node) {
        return "telltale-" + (node + 1);
    }

    /** Stops every node and deletes its data. */
    @Override
    public void close() {
        nodes.forEach(NatsServer::close);
    }
}
