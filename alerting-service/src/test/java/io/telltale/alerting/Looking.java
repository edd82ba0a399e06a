package io.telltale.alerting;

import static org.assertj.core.api.Assertions.assertThat;

import io.telltale.alerting.store.AlertFilter;
import io.telltale.alerting.store.ShownAlerts;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;

/** Somebody who looks at the list of alerts again and again, as {@code GET /api/alerts} does without its HTTP. */
final class Looking implements AutoCloseable {

    private static final int PAGE = 100;

    private final ShownAlerts alerts;
    private final List<Long> nanos = new CopyOnWriteArrayList<>();
    private final ScheduledExecutorService eyes = Executors.newSingleThreadScheduledExecutor();
    private final ScheduledFuture<?> looking;

    Looking(Stage stage) {
        alerts = new ShownAlerts(stage.transactions);
        looking = eyes.scheduleWithFixedDelay(this::look, 0, 50, TimeUnit.MILLISECONDS);
    }

    private void look() {
        long began = System.nanoTime();
        alerts.page(AlertFilter.all(Stage.TENANT, Instant.now()), any -> true, Long.MAX_VALUE, PAGE);
        nanos.add(System.nanoTime() - began);
    }

    /** Fails when one look failed; what they took, in words. */
    String seen() {
        assertThat(looking.isDone()).as("a look at the alerts failed").isFalse();
        List<Long> sorted = nanos.stream().sorted().toList();
        return "%d looks, p50 %d ms, p99 %d ms".formatted(sorted.size(), millis(sorted, 0.5), millis(sorted, 0.99));
    }

    private static long millis(List<Long> sorted, double share) {
        int index = (int) Math.min(sorted.size() - 1, Math.floor(sorted.size() * share));
        return Duration.ofNanos(sorted.get(index)).toMillis();
    }

    @Override
    public void close() {
        eyes.close();
    }
}
