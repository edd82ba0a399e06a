package io.telltale.events;

import io.nats.client.JetStreamApiException;
import io.nats.client.JetStreamManagement;
import io.nats.client.api.StreamConfiguration;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.time.Duration;
import java.util.Set;

/** Brings single streams into the wanted form, patient with a cluster that is still finding itself. For one thread. */
final class StreamKeeper {

    private static final System.Logger LOG = System.getLogger(Streams.class.getName());
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final Duration PAUSE = Duration.ofMillis(250);
    private static final int NO_SUCH_STREAM = 10059;
    private static final int NEEDS_A_CLUSTER = 10074;
    /** No suitable server yet, no leader, another process is at the same stream, JetStream is coming up. */
    private static final Set<Integer> TRANSIENT = Set.of(10005, 10007, 10008, 10009, 10039, 10058, 10076);

    private final JetStreamManagement streams;
    private final long giveUpAt = System.nanoTime() + PATIENCE.toNanos();
    private String said = "";

    StreamKeeper(JetStreamManagement streams) {
        this.streams = streams;
    }

    /** Creates or updates a stream. */
    void ensure(StreamConfiguration wanted) throws IOException, JetStreamApiException {
        while (true) {
            try {
                createOrUpdate(wanted);
                return;
            } catch (JetStreamApiException e) {
                if (e.getApiErrorCode() == NEEDS_A_CLUSTER) {
                    throw new IOException(
                            "telltale.nats.replicas=" + wanted.getReplicas()
                                    + " needs a cluster of as many NATS servers, this is a single one",
                            e);
                }
                if (!TRANSIENT.contains(e.getApiErrorCode()) || late()) {
                    throw e;
                }
                tell(wanted, e);
            } catch (IOException e) {
                if (late()) {
                    throw e;
                }
                tell(wanted, e);
            }
            rest();
        }
    }

    private void createOrUpdate(StreamConfiguration wanted) throws IOException, JetStreamApiException {
        int copies;
        try {
            copies = streams.getStreamInfo(wanted.getName()).getConfiguration().getReplicas();
        } catch (JetStreamApiException e) {
            if (e.getApiErrorCode() != NO_SUCH_STREAM) {
                throw e;
            }
            streams.addStream(wanted);
            return;
        }
        streams.updateStream(
                copies > wanted.getReplicas()
                        ? StreamConfiguration.builder(wanted).replicas(copies).build()
                        : wanted);
    }

    private boolean late() {
        return System.nanoTime() - giveUpAt > 0;
    }

    private void tell(StreamConfiguration wanted, Exception cause) {
        if (!cause.toString().equals(said)) {
            said = cause.toString();
            LOG.log(System.Logger.Level.INFO, "waiting for jetstream stream={0} cause={1}", wanted.getName(), said);
        }
    }

    private static void rest() throws InterruptedIOException {
        try {
            Thread.sleep(PAUSE);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            InterruptedIOException interrupted = new InterruptedIOException("interrupted while waiting for jetstream");
            interrupted.initCause(e);
            throw interrupted;
        }
    }
}
