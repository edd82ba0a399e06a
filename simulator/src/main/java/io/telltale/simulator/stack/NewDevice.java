package io.telltale.simulator.stack;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A device as {@code POST /api/provisioning} wants it. */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record NewDevice(
        String name,
        @Nullable String profile,
        Map<String, String> labels,
        @JsonInclude(JsonInclude.Include.NON_DEFAULT) boolean gateway,
        @Nullable String parent) {

    public NewDevice {
        labels = Map.copyOf(labels);
    }

    /** A device of no profile and no labels, under no gateway. */
    public static NewDevice named(String name) {
        return new NewDevice(name, null, Map.of(), false, null);
    }
}
