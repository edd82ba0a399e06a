package io.telltale.testkit;

import io.nats.client.Connection;
import io.nats.client.JetStreamApiException;
import io.nats.client.JetStreamManagement;
import io.nats.client.Nats;
import io.nats.client.Options;
import java.io.IOException;
import java.io.UncheckedIOException;

/** A real nats-server with JetStream on disk, configured as in the local stack ({@code sync_interval: always}). */
public record NatsServer(ServerProcess process) implements RealServer {
    /** The one of this JVM. */
    public static NatsServer shared() {
        return new NatsServer(ServerProcess.shared(ServerKind.NATS));
    }

    /** A private one; close it. */
    public static NatsServer own() {
        return new NatsServer(ServerProcess.own(ServerKind.NATS));
    }

    /** Address with the services' user and password. */
    public String url() {
        return process.credential("NATS_URL");
    }

    /** Address with the user of the system account. */
    public String sysUrl() {
        return process.credential("NATS_SYS_URL");
    }

    /** A plain connection of the test's own; close it. */
    public Connection connect() {
        try {
            return Nats.connect(
                    Options.builder().server(url()).connectionName("test").build());
        } catch (IOException e) {
            throw new UncheckedIOException("no connection to " + process, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while connecting to " + process, e);
        }
    }

    /** Deletes every stream and bucket, so that a test finds none of its neighbours' messages. */
    public void clear() {
        try (Connection connection = connect()) {
            JetStreamManagement management = connection.jetStreamManagement();
            for (String stream : management.getStreamNames()) {
                management.deleteStream(stream);
            }
        } catch (IOException | JetStreamApiException e) {
            throw new IllegalStateException("cannot clear " + process, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while clearing " + process, e);
        }
    }
}
