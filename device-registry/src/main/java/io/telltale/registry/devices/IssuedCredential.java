package io.telltale.registry.devices;

import java.time.Instant;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** A token that was issued just now; it is shown here and never again. */
public record IssuedCredential(
        UUID id,

        @Schema(
                description = "The device's MQTT password; shown only now",
                examples = "q0mN1bYc8D9xv3m2kz0V6rQhXjv1mF5yQm7e4Ywq2sA")
        String token,

        Instant createdAt) {

    @Override
    public String toString() {
        return "IssuedCredential[" + id + ", token=<secret>]";
    }
}
