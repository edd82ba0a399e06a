package io.telltale.ingest.listener;

import io.netty.util.concurrent.EventExecutor;
import io.telltale.ingest.Outcome;
import java.util.ArrayDeque;
import java.util.LinkedHashSet;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * What the connections of one event loop share: the window of messages in flight, and the queue of settled ones.
 *
 * <p>The window brakes the sockets: a connection that reads while the window is full stops reading until a quarter of it is
 * free, so at most one socket read per connection goes beyond it. It is counted in messages and in what they hold of the heap,
 * and beside it what packets hold that are not whole yet. The counters are per event loop and touched by it alone; a
 * global window would let one loop wait for another. Settled messages come from threads of the NATS client; a batch settles
 * hundreds at once, they are answered in one run of the loop, and each connection is flushed once.
 */
final class EventLoopDesk {

    private final EventExecutor loop;
    private final ListenerMeters meters;
    private final int windowMessages;
    private final long windowBytes;
    private final Queue<Receipt> settled = new ConcurrentLinkedQueue<>();
    private final AtomicBoolean draining = new AtomicBoolean();
    private final ArrayDeque<MqttConnection> braked = new ArrayDeque<>();
    private final Set<MqttConnection> touched = new LinkedHashSet<>();
    private int messages;
    private long bytes;
    private long unfinished;

    EventLoopDesk(EventExecutor loop, ListenerSettings settings, ListenerMeters meters) {
        this.loop = loop;
        this.meters = meters;
        this.windowMessages = settings.windowMessages();
        this.windowBytes = settings.windowBytes();
    }

    /** Whether there is no room for another message. Event loop only. */
    boolean full() {
        return messages >= windowMessages || bytes >= windowBytes;
    }

    /** More or fewer bytes of packets that are not whole yet. Event loop only. */
    void unfinished(int more) {
        if (more != 0) {
            unfinished += more;
            meters.unfinished(more);
        }
    }

    /** Whether unfinished packets hold more than there is room for. Event loop only. */
    boolean crowded() {
        return unfinished > windowBytes;
    }

    /** Takes a message into the window; its connection is told when the outcome is there. Event loop only. */
    void await(Receipt receipt, CompletableFuture<Outcome> outcome) {
        messages++;
        bytes += receipt.bytes;
        meters.window(1, receipt.bytes);
        outcome.thenAccept(settledAs -> {
            receipt.settle(settledAs);
            settled.add(receipt);
            if (draining.compareAndSet(false, true)) {
                loop.execute(this::drain);
            }
        });
    }

    /** Keeps a connection from reading until there is room. Event loop only. */
    void brake(MqttConnection connection) {
        connection.reading(false);
        braked.add(connection);
    }

    private void drain() {
        draining.set(false);
        int answered = 0;
        int freed = 0;
        for (Receipt receipt = settled.poll(); receipt != null; receipt = settled.poll()) {
            answered++;
            freed += receipt.bytes;
            touched.add(receipt.connection);
        }
        messages -= answered;
        bytes -= freed;
        meters.window(-answered, -freed);
        for (MqttConnection connection : touched) {
            connection.settled();
            connection.flush();
        }
        touched.clear();
        if (messages <= windowMessages / 4 * 3 && bytes <= windowBytes / 4 * 3) {
            while (!braked.isEmpty()) {
                braked.poll().reading(true);
            }
        }
    }
}
