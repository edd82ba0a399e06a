package io.telltale.registry.profiles;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.telltale.registry.Wire;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.time.Duration;
import java.util.Map;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.hibernate.validator.constraints.time.DurationMax;
import org.hibernate.validator.constraints.time.DurationMin;
import org.jspecify.annotations.Nullable;

/**
 * What a kind of device measures, and how far ahead its clock may be; the same in requests and answers.
 *
 * @param name unique within the tenant
 * @param futureTolerance how far ahead of the platform's clock a reading may be stamped; five minutes when left out
 * @param futurePolicy what becomes of a reading beyond that; parked when left out
 * @param metrics what is known of the metrics, by name
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Profile(
        @NotNull @Pattern(regexp = Wire.NAME, message = Wire.NAME_RULE) @Schema(examples = "pump")
        String name,

        @Nullable @Size(max = Wire.TITLE_LENGTH) @Schema(examples = "Pumps of the cooling circuit")
        String title,

        @DurationMin @DurationMax(days = 365) @Schema(type = SchemaType.STRING, examples = "PT5M")
        Duration futureTolerance,

        FuturePolicy futurePolicy,

        @Size(max = MOST_METRICS)
        Map<@Pattern(regexp = Wire.NAME, message = Wire.NAME_RULE) String, @NotNull @Valid MetricProfile> metrics) {

    /** The profile every tenant has, and every device that names none. */
    public static final String DEFAULT = "default";

    static final int MOST_METRICS = 256;
    private static final Duration FIVE_MINUTES = Duration.ofMinutes(5);

    @SuppressWarnings("ConstantValue") // what a request leaves out arrives as null
    public Profile {
        futureTolerance = futureTolerance == null ? FIVE_MINUTES : futureTolerance;
        futurePolicy = futurePolicy == null ? FuturePolicy.PARK : futurePolicy;
        metrics = metrics == null ? Map.of() : metrics;
    }

    static Profile standard() {
        return new Profile(DEFAULT, "Default", FIVE_MINUTES, FuturePolicy.PARK, Map.of());
    }
}
