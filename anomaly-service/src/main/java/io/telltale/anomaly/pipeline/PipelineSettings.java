package io.telltale.anomaly.pipeline;

import io.telltale.anomaly.report.Refusal;
import java.time.Duration;
import java.time.InstantSource;

/**
 * How a pipeline works.
 *
 * @param snapshotEvery how often detectors' states are saved; what was read since is read again after a restart
 */
public record PipelineSettings(SeriesLimits limits, AcceptedTimes times, Duration snapshotEvery, InstantSource clock) {

    String detail(Refusal reason) {
        return switch (reason) {
            case TIME_OUT_OF_RANGE ->
                "measured more than " + times.past() + " before or " + times.ahead() + " after it arrived";
            case TOO_MANY_SERIES ->
                "a new series, but a device may have " + limits.perDevice() + ", a tenant " + limits.perTenant()
                        + " and a shard " + limits.perShard();
            case REJECTED_BY_STORE -> "the database refuses this reading";
        };
    }
}
