package io.telltale.registry.directory;

import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.Objects;
import org.jboss.logging.Logger;

/**
 * What the keeper is doing, for health, metrics and the log; says something in the log only when it changes.
 *
 * <p>Written by the keeper's thread, read by any.
 */
@ApplicationScoped
class KeeperState {

    private static final Logger LOG = Logger.getLogger(KeeperState.class);

    private volatile String doing = "starting";
    private volatile long pending;
    private volatile long lastTurn = System.nanoTime();

    /** {@code starting}, {@code leading}, {@code standing by}, or why it can do nothing now. */
    String doing() {
        return doing;
    }

    /** Changes that wait, as far as this replica knows. */
    long pending() {
        return pending;
    }

    boolean leading() {
        return doing.equals("leading");
    }

    /** Time since the keeper's thread last came round. */
    Duration sinceLastTurn() {
        return Duration.ofNanos(System.nanoTime() - lastTurn);
    }

    void leads(long changesWaiting) {
        pending(changesWaiting);
        turn("leading");
    }

    void standsBy() {
        turn("standing by");
    }

    void pending(long changesWaiting) {
        pending = changesWaiting;
    }

    /** Something it needs is away; it will try again. A bug is logged with its trace. */
    void failed(Exception cause) {
        String reason = Objects.toString(cause.getMessage(), cause.getClass().getSimpleName());
        if (cause instanceof RuntimeException && !reason.equals(doing)) {
            LOG.error("directory keeper failed", cause);
        }
        turn(reason);
    }

    private void turn(String now) {
        lastTurn = System.nanoTime();
        if (!now.equals(doing)) {
            doing = now;
            LOG.infof("directory keeper state=%s pending=%d", now, pending);
        }
    }
}
