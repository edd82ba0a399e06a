package io.telltale.alerting.intake;

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
        IntakeSettings shards, Duration checkpoint, int maxSeries, Duration quiet, Duration rulesReload) {}
