package io.telltale.alerting.intake;

import io.telltale.alerting.AlertingConfig;
import io.telltale.events.shards.IntakeSettings;
import java.time.Duration;

/**
 * How readings and findings are taken in.
 *
 * @param shards how the lanes are read
 * @param checkpoint how often progress is saved while no alert changes
 * @param maxSeries most series remembered per lane
 * @param quiet how long after its last finding an anomaly alert resolves
 * @param rulesReload how often the rules are read anew without being told
 */
public record RuleIntakeSettings(
        IntakeSettings shards, Duration checkpoint, int maxSeries, Duration quiet, Duration rulesReload) {

    /**
     * As configured.
     *
     * @param instance name of this replica
     */
    public static RuleIntakeSettings of(String instance, AlertingConfig config) {
        AlertingConfig.Intake intake = config.intake();
        return new RuleIntakeSettings(
                new IntakeSettings(
                        "alerting-service", instance, intake.maxReadings(), intake.prefetch(), intake.leaseTick()),
                intake.checkpoint(),
                intake.maxSeries(),
                intake.anomalyQuiet(),
                config.rules().reload());
    }
}
