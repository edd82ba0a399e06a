package io.telltale.console.events;

import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * One open answer to {@code /api/events}. Frames are handed over by any thread and never block it; they are written on the
 * event loop of the connection, and only as fast as the client reads.
 */
final class EventListener {

    private final Vertx vertx;
    private final Context context;
    private final HttpServerResponse response;
    private final FrameBuffer buffer;
    private final EventMetrics metrics;
    private final AtomicBoolean drainAsked = new AtomicBoolean();
    private boolean opened;
    private boolean closeAsked;
    private boolean waitsForClient;
    private boolean wroteSinceHeartbeat;
    private long heartbeatTimer = -1;
    private long expiryTimer = -1;

    /** To be created on the event loop of {@code response}. */
    EventListener(Vertx vertx, HttpServerResponse response, long bufferBytes, EventMetrics metrics) {
        this.vertx = vertx;
        this.context = vertx.getOrCreateContext();
        this.response = response;
        this.buffer = new FrameBuffer(bufferBytes);
        this.metrics = metrics;
    }

    /** Begins the answer, which ends by itself when the token {@code expires}. On the event loop. */
    void open(Duration heartbeat, Instant expires) {
        response.putHeader("Content-Type", "text/event-stream")
                .putHeader("Cache-Control", "no-store")
                .putHeader("X-Accel-Buffering", "no")
                .setChunked(true);
        heartbeatTimer = vertx.setPeriodic(heartbeat.toMillis(), tick -> heartbeat());
        long left = Math.max(1, Duration.between(Instant.now(), expires).toMillis());
        expiryTimer = vertx.setTimer(left, tick -> close());
        opened = true;
        drain();
        if (closeAsked) {
            end();
        }
    }

    /** To be called when the answer has ended, whoever ended it. */
    void stop() {
        vertx.cancelTimer(heartbeatTimer);
        vertx.cancelTimer(expiryTimer);
    }

    /** Hands a frame over, from any thread. */
    void offer(Frame frame) {
        int dropped = buffer.offer(frame);
        if (dropped > 0) {
            metrics.missed(dropped);
        }
        askToDrain();
    }

    /** Ends the answer, from any thread; the client comes back with the id of its last event. */
    void close() {
        context.runOnContext(now -> {
            closeAsked = true;
            if (opened) {
                end();
            }
        });
    }

    private void askToDrain() {
        if (drainAsked.compareAndSet(false, true)) {
            context.runOnContext(now -> {
                drainAsked.set(false);
                drain();
            });
        }
    }

    private void drain() {
        while (writable()) {
            if (response.writeQueueFull()) {
                waitsForClient = true;
                response.drainHandler(drained -> {
                    waitsForClient = false;
                    drain();
                });
                return;
            }
            Optional<Frame> next = buffer.poll();
            if (next.isEmpty()) {
                return;
            }
            response.write(Buffer.buffer(next.get().bytes()));
            wroteSinceHeartbeat = true;
            metrics.sent(next.get().kind());
        }
    }

    private void heartbeat() {
        if (!wroteSinceHeartbeat && writable()) {
            response.write(Buffer.buffer(Frame.HEARTBEAT));
        }
        wroteSinceHeartbeat = false;
    }

    private boolean writable() {
        return opened && !waitsForClient && !response.ended() && !response.closed();
    }

    private void end() {
        if (!response.ended() && !response.closed()) {
            response.end();
        }
    }
}
