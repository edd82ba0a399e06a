package io.telltale.registry.devices;

import io.telltale.registry.Wire;
import io.telltale.registry.profiles.Profile;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.util.Map;
import java.util.Objects;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * What is asked for in a new device.
 *
 * @param profile {@code default} when left out
 * @param parent the gateway that may publish for it
 */
public record NewDevice(
        @NotNull @Pattern(regexp = Wire.NAME, message = Wire.NAME_RULE) @Schema(examples = "pump-7")
        String name,

        @Schema(examples = "default", defaultValue = "default")
        String profile,

        @Size(max = Labels.MOST) @Schema(examples = "{\"site\":\"hall-2\"}")
        Map<
                        @Pattern(regexp = Labels.KEY, message = Labels.KEY_RULE) String,
                        @NotNull @Size(max = Labels.VALUE_LENGTH) String>
                labels,

        @Schema(defaultValue = "false") boolean gateway,

        @Nullable @Schema(examples = "hall-2-gateway") String parent)
        implements Placement {

    public NewDevice {
        profile = Objects.requireNonNullElse(profile, Profile.DEFAULT);
        labels = Objects.requireNonNullElse(labels, Map.of());
    }
}
