package io.telltale.ingest.relay;

import io.nats.client.Connection;
import java.nio.ByteBuffer;

/**
 * How much the NATS client holds that it has not written to its socket.
 *
 * <p>Its own figure cannot be asked for: that call waits for the writer, which a server that stands still keeps waiting, and with
 * it whoever wants to end that connection. So from time to time a message to ourselves is sent after the others: when it
 * comes back, all before it have been written, for the client writes in order. Any thread, never blocks.
 */
final class ClientQueue {

    /** Below the 5,000 messages that the client takes before it blocks: each counts with a kilobyte at least. */
    private static final long ROOM = 4L * 1024 * 1024;

    private static final int A_MESSAGE = 1024;

    private final Connection nats;
    private final String inbox;
    private final Runnable drained;
    private long handed;
    private long written;
    private boolean asked;

    /**
     * The queue of a connection.
     *
     * @param drained told when there may be room again; on a thread of the client
     */
    ClientQueue(Connection nats, Runnable drained) {
        this.nats = nats;
        this.inbox = nats.createInbox();
        this.drained = drained;
        nats.createDispatcher(
                        message -> cameBack(ByteBuffer.wrap(message.getData()).getLong()))
                .subscribe(inbox);
    }

    synchronized boolean room() {
        return handed - written < ROOM;
    }

    /** Counts a message that the client is given next. */
    synchronized void hand(int bytes) {
        if (handed - written > ROOM / 4) {
            ask();
        }
        handed += bytes + A_MESSAGE;
    }

    /** The question may have been lost with the connection. */
    synchronized void askAnew() {
        asked = false;
        if (handed > written) {
            ask();
        }
    }

    private void ask() {
        if (asked || nats.getStatus() != Connection.Status.CONNECTED) {
            return;
        }
        try {
            nats.publish(inbox, ByteBuffer.allocate(Long.BYTES).putLong(handed).array());
            asked = true;
        } catch (IllegalStateException away) {
            // Between two connections: asked anew on the next one.
        }
    }

    private void cameBack(long handedThen) {
        synchronized (this) {
            written = Math.max(written, handedThen);
            asked = false;
            if (handed - written > ROOM / 4) {
                ask();
            }
        }
        drained.run();
    }
}
