package io.telltale.registry.devices;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.Map;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** A device that was registered just now, with its first token, which is shown here and never again. */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record RegisteredDevice(
        @Schema(examples = "pump-7") String name,
        @Schema(examples = "default") String tenant,
        boolean enabled,
        @Schema(examples = "default") String profile,
        @Schema(examples = "{\"site\":\"hall-2\"}") Map<String, String> labels,
        boolean gateway,
        @Nullable @Schema(examples = "hall-2-gateway") String parent,
        Instant createdAt,

        @Schema(
                description = "The device's MQTT password; shown only now",
                examples = "q0mN1bYc8D9xv3m2kz0V6rQhXjv1mF5yQm7e4Ywq2sA")
        String token) {

    static RegisteredDevice of(Device device, String token) {
        return new RegisteredDevice(
                device.name(),
                device.tenant(),
                device.enabled(),
                device.profile(),
                device.labels(),
                device.gateway(),
                device.parent(),
                device.createdAt(),
                token);
    }

    @Override
    public String toString() {
        return "RegisteredDevice[" + tenant + '/' + name + ", token=<secret>]";
    }
}
