package io.telltale.registry.profiles;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonInclude;
import io.telltale.events.Detectors;
import jakarta.validation.constraints.AssertTrue;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * What the detectors are to know of a metric; takes effect within a second and changes no score that was given before.
 *
 * @param off detectors that are switched off: they go on learning and find nothing
 * @param low lowest value that the sensor can measure; below it every value is a critical finding and teaches nothing
 * @param high highest value that the sensor can measure
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record DetectionProfile(
        @Nullable @Size(max = MOST_OFF) @Schema(examples = "[\"stuck-sensor\"]")
        List<@NotNull @Pattern(regexp = Detectors.SWITCHABLE, message = KNOWN) String> off,

        @Nullable @Schema(examples = "-40") Double low,
        @Nullable @Schema(examples = "85") Double high) {

    static final int MOST_OFF = 32;
    private static final String KNOWN = "is no detector that can be switched off; these are: " + Detectors.SWITCHABLE;

    @AssertTrue(message = "low must be below high")
    @JsonIgnore
    @Schema(hidden = true)
    boolean isOrdered() {
        return low == null || high == null || low < high;
    }
}
