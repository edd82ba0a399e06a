package io.telltale.alerting.intake;

import io.nats.client.Connection;
import io.nats.client.Dispatcher;
import io.telltale.alerting.rule.Rule;
import io.telltale.alerting.store.StoreException;
import io.telltale.events.Subjects;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Carries "the rules have changed" between replicas over core NATS. A notice that is lost costs no more than the reload
 * interval: the rules are read from the database that often anyway.
 */
final class RuleNotices implements AutoCloseable {

    private static final System.Logger LOG = System.getLogger(RuleNotices.class.getName());

    private final Connection nats;
    private final RuleCatalog catalog;
    private final Duration reloadInterval;
    private final CountDownLatch closing = new CountDownLatch(1);
    private final Dispatcher dispatcher;

    RuleNotices(Connection nats, RuleCatalog catalog, Duration reloadInterval) {
        this.nats = nats;
        this.catalog = catalog;
        this.reloadInterval = reloadInterval;
        this.dispatcher = nats.createDispatcher(message -> reload());
    }

    void start() {
        dispatcher.subscribe(Subjects.RULES_CHANGED);
        catalog.onChange(this::publish);
        Thread.ofVirtual().name("rules-reload").start(this::reloadNowAndThen);
    }

    private void publish(Rule rule) {
        try {
            nats.publish(Subjects.RULES_CHANGED, rule.id().toString().getBytes(StandardCharsets.UTF_8));
        } catch (IllegalStateException e) {
            // Closed, or its buffer is full while NATS is away; the change is committed, the others reload in time.
            LOG.log(System.Logger.Level.WARNING, "other replicas not told of rule=" + rule.id(), e);
        }
    }

    private void reloadNowAndThen() {
        try {
            while (!closing.await(reloadInterval.toMillis(), TimeUnit.MILLISECONDS)) {
                reload();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void reload() {
        try {
            catalog.reload();
        } catch (StoreException e) {
            LOG.log(System.Logger.Level.WARNING, "rules not reloaded, the last known stay in force", e);
        }
    }

    @Override
    public void close() {
        closing.countDown();
        nats.closeDispatcher(dispatcher);
    }
}
