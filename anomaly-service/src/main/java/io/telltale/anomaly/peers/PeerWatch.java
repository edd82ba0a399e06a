package io.telltale.anomaly.peers;

import io.telltale.anomaly.store.StoreException;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Has siblings compared again and again, on a thread of its own, until closed; what fails is tried again. */
public final class PeerWatch implements AutoCloseable {

    private static final System.Logger LOG = System.getLogger(PeerWatch.class.getName());
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(5);
    private static final long STOP_PATIENCE_MILLIS = 3_000;

    private final PeerLook look;
    private final long pauseMillis;
    private final CountDownLatch closing = new CountDownLatch(1);
    private final Thread thread = Thread.ofVirtual().name("peers").unstarted(this::watch);

    /** Prepares; nothing happens before {@link #start}. */
    public PeerWatch(PeerLook look, Duration window) {
        this.look = look;
        this.pauseMillis = Math.clamp(window.toMillis() / 2, 10, LONGEST_PAUSE.toMillis());
    }

    /** Begins to look. */
    public void start() {
        thread.start();
    }

    @Override
    public void close() throws InterruptedException {
        closing.countDown();
        thread.join(STOP_PATIENCE_MILLIS);
        thread.interrupt();
    }

    private void watch() {
        String said = "";
        try {
            do {
                try {
                    lookAtAll();
                    said = "";
                } catch (StoreException | RuntimeException e) {
                    if (!e.toString().equals(said)) {
                        said = e.toString();
                        LOG.log(System.Logger.Level.WARNING, "siblings not compared, trying again", e);
                    }
                }
            } while (!closing.await(pauseMillis, TimeUnit.MILLISECONDS));
            look.release();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (StoreException e) {
            LOG.log(System.Logger.Level.INFO, "comparison of siblings not released, it will be after half a minute", e);
        }
    }

    private void lookAtAll() throws StoreException {
        boolean more = true;
        while (more && closing.getCount() > 0) {
            more = look.look();
        }
        look.settle();
    }
}
