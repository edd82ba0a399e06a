package io.telltale.alerting;

import io.telltale.alerting.store.Retention;
import io.telltale.alerting.store.StoreException;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Tidies the database up now and then, on one virtual thread. What fails is tried again next time. */
final class Janitor implements AutoCloseable {

    private static final System.Logger LOG = System.getLogger(Janitor.class.getName());

    private final Retention retention;
    private final AlertingConfig.Retention kept;
    private final CountDownLatch closing = new CountDownLatch(1);
    private final Thread thread = Thread.ofVirtual().name("janitor").unstarted(this::run);

    Janitor(Retention retention, AlertingConfig.Retention kept) {
        this.retention = retention;
        this.kept = kept;
    }

    void start() {
        thread.start();
    }

    private void run() {
        Duration interval = kept.interval();
        try {
            while (!closing.await(interval.toMillis(), TimeUnit.MILLISECONDS)) {
                tidy();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void tidy() {
        try {
            int alerts = retention.alerts(kept.alerts());
            int notifications = retention.notifications(kept.deliveries());
            int series = retention.series(kept.series());
            if (alerts + notifications + series > 0) {
                LOG.log(
                        System.Logger.Level.INFO,
                        "tidied up alerts={0} notifications={1} series={2}",
                        alerts,
                        notifications,
                        series);
            }
        } catch (StoreException e) {
            LOG.log(System.Logger.Level.WARNING, "not tidied up, trying again later", e);
        }
    }

    @Override
    public void close() {
        closing.countDown();
    }
}
