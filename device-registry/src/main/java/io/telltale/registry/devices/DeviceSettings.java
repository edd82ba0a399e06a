package io.telltale.registry.devices;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import io.telltale.registry.profiles.Profile;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.util.Map;
import java.util.Objects;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * Everything of a device that can be changed; what is left out goes back to its default. What GET shows and nobody can
 * change is passed over, so that an answer can be sent back with one field altered.
 */
@JsonIgnoreProperties({"name", "tenant", "createdAt"})
public record DeviceSettings(
        @Schema(defaultValue = "true") Boolean enabled,

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

    public DeviceSettings {
        enabled = Objects.requireNonNullElse(enabled, true);
        profile = Objects.requireNonNullElse(profile, Profile.DEFAULT);
        labels = Objects.requireNonNullElse(labels, Map.of());
    }
}
