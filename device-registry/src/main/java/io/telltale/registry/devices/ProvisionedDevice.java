package io.telltale.registry.devices;

import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** A device that is there now, with a token that is shown here and never again. */
public record ProvisionedDevice(
        @Schema(examples = "pump-7") String name,
        @Schema(examples = "default") String tenant,

        @Schema(
                description = "The device's MQTT password; shown only now",
                examples = "q0mN1bYc8D9xv3m2kz0V6rQhXjv1mF5yQm7e4Ywq2sA")
        String token) {

    @Override
    public String toString() {
        return "ProvisionedDevice[" + tenant + '/' + name + ", token=<secret>]";
    }
}
