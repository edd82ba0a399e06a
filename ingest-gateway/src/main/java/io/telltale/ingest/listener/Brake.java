package io.telltale.ingest.listener;

import io.netty.channel.Channel;
import java.time.Duration;

/**
 * Whether a connection's socket is read. It is not while the event loop's window is full, nor while the client does not read its
 * answers, which would pile up here, nor once it is to be let go for want of room. Event loop only.
 */
final class Brake {

    private static final Duration CATCHING_UP = Duration.ofSeconds(5);

    private final Channel channel;
    private boolean windowFull;
    private boolean answersPiling;
    private boolean resting;
    private long releasedAt = System.nanoTime() - CATCHING_UP.toNanos();

    Brake(Channel channel) {
        this.channel = channel;
    }

    boolean windowFull() {
        return windowFull;
    }

    void windowFull(boolean full) {
        windowFull = full;
        apply();
    }

    void answersPiling(boolean piling) {
        answersPiling = piling;
        apply();
    }

    /** For good: the connection will be ended. */
    void rest() {
        resting = true;
        apply();
    }

    boolean resting() {
        return resting;
    }

    /** Whether silence is the client's own: not while it is not read, nor just after, when its pings may still be in the socket. */
    boolean hearing() {
        return channel.config().isAutoRead() && System.nanoTime() - releasedAt > CATCHING_UP.toNanos();
    }

    private void apply() {
        boolean read = !windowFull && !answersPiling && !resting;
        if (read && !channel.config().isAutoRead()) {
            releasedAt = System.nanoTime();
        }
        channel.config().setAutoRead(read);
    }
}
