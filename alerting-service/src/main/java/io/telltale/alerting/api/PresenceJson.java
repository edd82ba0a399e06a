package io.telltale.alerting.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.telltale.alerting.absence.PresenceView.Device;
import io.telltale.alerting.store.PresenceStore.Connection;
import io.telltale.alerting.store.PresenceStore.Heard;
import java.time.Instant;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** A device's presence as the API shows it. */
@JsonInclude(JsonInclude.Include.NON_NULL)
@Schema(name = "Presence")
record PresenceJson(
        String device,

        @Schema(enumeration = {"online", "offline", "stale"})
        String state,

        @Schema(
                description =
                        "Since when; of a stale device about when it was heard last; missing when that is not known")
        @Nullable
        Instant since,

        @Schema(description = "Missing of a device that never connected itself") @Nullable
        Boolean connected,

        @Schema(
                description =
                        "Why its last session began or ended: connected, disconnected, connection-lost, keep-alive-timeout, gateway-lost, …")
        @Nullable
        String cause,

        @Schema(description = "Whether its last session ended without a goodbye and it had left a will") @Nullable
        Boolean lastWill,

        @Schema(description = "When it was heard last, to within a small part of what counts as silence") @Nullable
        Instant heardAt) {

    static PresenceJson of(Device device) {
        return new PresenceJson(
                device.name(),
                device.state().wire(),
                device.since().orElse(null),
                device.connection().map(Connection::connected).orElse(null),
                device.connection().map(Connection::cause).orElse(null),
                device.connection().map(Connection::lastWill).orElse(null),
                device.heard().flatMap(Heard::at).orElse(null));
    }
}
