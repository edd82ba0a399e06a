package io.telltale.alerting;

import io.micrometer.core.instrument.MeterRegistry;
import io.nats.client.Connection;
import io.telltale.alerting.absence.Absences;
import io.telltale.alerting.intake.IntakeMetrics;
import io.telltale.alerting.intake.RuleCatalog;
import io.telltale.alerting.store.Transactions;
import io.telltale.events.DeviceDirectory;
import java.time.InstantSource;

/** Puts together what notices absence, from what is set. */
final class AbsenceWiring {

    private AbsenceWiring() {}

    static Absences of(
            AlertingConfig config,
            Connection nats,
            Transactions transactions,
            RuleCatalog rules,
            DeviceDirectory devices,
            MeterRegistry registry,
            Runnable committed) {
        AlertingConfig.Presence c = config.presence();
        IntakeMetrics metrics = new IntakeMetrics(registry);
        GatewayLabels gateways = new GatewayLabels();
        Absences.Settings settings = new Absences.Settings(
                c.tick(),
                c.gatewayGrace(),
                c.settle(),
                c.staleAfter(),
                c.kept(),
                config.intake().maxSeries());
        return new Absences(
                nats,
                transactions,
                rules,
                () -> devices.devices().stream().map(gateways::labelled).toList(),
                settings,
                transitions -> {
                    metrics.committed(transitions);
                    committed.run();
                },
                registry,
                InstantSource.system());
    }
}
