package io.telltale.registry.profiles;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonInclude;
import jakarta.validation.Valid;
import jakarta.validation.constraints.AssertTrue;
import jakarta.validation.constraints.Size;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * What is known of one metric.
 *
 * @param unit as people write it
 * @param min lowest believable value
 * @param max highest believable value
 * @param detection what the detectors are to know
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record MetricProfile(
        @Nullable @Size(max = 32) @Schema(examples = "°C") String unit,
        @Nullable @Schema(examples = "-40") Double min,
        @Nullable @Schema(examples = "125") Double max,
        @Nullable @Valid DetectionProfile detection) {

    @AssertTrue(message = "min must not be above max")
    @JsonIgnore
    @Schema(hidden = true)
    boolean isOrdered() {
        return min == null || max == null || min <= max;
    }
}
