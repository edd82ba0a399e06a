package io.telltale.ingest.listener;

import io.telltale.events.DeviceEntry;
import io.telltale.events.DeviceToken;
import io.telltale.events.Names;
import io.telltale.ingest.admission.DeviceId;
import io.telltale.ingest.admission.KnownDevices;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Tells by username {@code device@tenant} (or {@code device} alone, for the default tenant) and token who is connecting.
 *
 * <p>Answers from the local directory, so devices connect while the registry is down. Why a login failed is for the log;
 * the device hears only that it did.
 */
final class DeviceLogin {

    private final KnownDevices devices;

    DeviceLogin(KnownDevices devices) {
        this.devices = devices;
    }

    /**
     * A device that proved who it is.
     *
     * @param device which one
     * @param tokenHash hash of the token it showed, to notice when that token is revoked
     */
    record Proven(DeviceId device, String tokenHash) {}

    /** The device, when username and token are good. */
    Optional<Proven> check(@Nullable String username, byte @Nullable [] password) {
        if (username == null || password == null) {
            return Optional.empty();
        }
        String token = new String(password, StandardCharsets.UTF_8);
        return identity(username)
                .filter(id -> devices.find(id.tenant(), id.device())
                        .filter(DeviceEntry::enabled)
                        .filter(entry -> DeviceToken.matches(token, entry.tokenHashes()))
                        .isPresent())
                .map(id -> new Proven(id, DeviceToken.hash(token)));
    }

    private static Optional<DeviceId> identity(String username) {
        int at = username.indexOf('@');
        String device = at < 0 ? username : username.substring(0, at);
        String tenant = at < 0 ? Names.DEFAULT_TENANT : username.substring(at + 1);
        return Names.valid(device) && Names.valid(tenant)
                ? Optional.of(new DeviceId(tenant, device))
                : Optional.empty();
    }
}
