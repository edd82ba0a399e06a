package io.telltale.registry.devices;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.Map;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** A device as the API shows it; nothing of its tokens. */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Device(
        @Schema(examples = "pump-7") String name,
        @Schema(examples = "default") String tenant,

        @Schema(description = "A disabled device can't connect and nothing of it is stored")
        boolean enabled,

        @Schema(examples = "default") String profile,
        @Schema(examples = "{\"site\":\"hall-2\"}") Map<String, String> labels,

        @Schema(description = "May publish for the devices whose parent it is")
        boolean gateway,

        @Nullable @Schema(examples = "hall-2-gateway") String parent,
        Instant createdAt) {}
