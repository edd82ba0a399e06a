package io.telltale.alerting;

import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.telltale.alerting.absence.PresenceView;
import io.telltale.alerting.intake.RuleCatalog;
import io.telltale.alerting.rehearsal.Backtest;
import io.telltale.alerting.rehearsal.StoredHistory;
import io.telltale.alerting.store.Transactions;
import io.telltale.alerting.wording.QuteWording;
import io.telltale.events.Streams;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.net.InetAddress;
import java.net.UnknownHostException;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** Ties {@link Alerting} to the life of the process. */
@ApplicationScoped
class AlertingLifecycle {

    private final Alerting alerting;
    private final StoredHistory history;
    private final Backtest backtest;

    AlertingLifecycle(
            @ConfigProperty(name = "telltale.nats.url") String natsUrl,
            @ConfigProperty(name = "telltale.nats.replicas") int replicas,
            AlertingConfig config,
            Transactions transactions,
            MeterRegistry registry) {
        String instance = config.intake().instance().orElseGet(AlertingLifecycle::instance);
        this.alerting =
                new Alerting(natsUrl, Streams.Limits.replicated(replicas), instance, config, transactions, registry);
        this.history =
                new StoredHistory(config.backtest().history(), config.backtest().timeout());
        this.backtest = new Backtest(
                history,
                alerting.devices(),
                new QuteWording(),
                config.intake().maxSeries(),
                config.intake().anomalyQuiet());
    }

    void start(@Observes StartupEvent event) {
        alerting.start();
    }

    void stop(@Observes ShutdownEvent event) throws InterruptedException {
        history.close();
        alerting.close();
    }

    @Produces
    @Singleton
    Alerting alerting() {
        return alerting;
    }

    @Produces
    @Singleton
    RuleCatalog rules() {
        return alerting.rules();
    }

    @Produces
    @Singleton
    PresenceView presence() {
        return alerting.presence();
    }

    @Produces
    @Singleton
    Backtest backtest() {
        return backtest;
    }

    private static String instance() {
        String host;
        try {
            host = InetAddress.getLocalHost().getHostName();
        } catch (UnknownHostException e) {
            host = "host";
        }
        String safe = host.replaceAll("[^A-Za-z0-9]", "-");
        String suffix = "-" + ProcessHandle.current().pid();
        return safe.substring(0, Math.min(safe.length(), 40)) + suffix;
    }
}
