package io.telltale.events;

import com.fasterxml.jackson.core.JsonProcessingException;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What the platform knows of a device, as it stands in the KV bucket {@code devices} under {@code {tenant}.{device}}.
 *
 * @param tenant whose device it is
 * @param device its name
 * @param enabled whether it may connect and publish
 * @param tokenHashes {@link DeviceToken#hash} of every token that is valid now
 * @param profile name of its profile
 * @param labels what rules and people select by
 * @param gateway whether it may publish for the devices whose {@code parent} it is
 * @param parent the gateway it stands behind
 */
public record DeviceEntry(
        String tenant,
        String device,
        boolean enabled,
        List<String> tokenHashes,
        Optional<String> profile,
        Map<String, String> labels,
        boolean gateway,
        Optional<String> parent) {

    public DeviceEntry {
        Names.require("tenant", tenant);
        Names.require("device", device);
        tokenHashes = List.copyOf(tokenHashes);
        labels = Map.copyOf(labels);
    }

    /** The key in the bucket. */
    public String key() {
        return key(tenant, device);
    }

    /** The key of a device in the bucket. */
    public static String key(String tenant, String device) {
        return tenant + '.' + device;
    }

    /** The value in the bucket. */
    public byte[] toBytes() {
        try {
            return Json.MAPPER.writeValueAsBytes(this);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a device entry is always JSON", e);
        }
    }

    /**
     * Reads a value of the bucket.
     *
     * @throws IOException when it is no device entry
     */
    public static DeviceEntry parse(byte[] json) throws IOException {
        return Json.MAPPER.readValue(json, DeviceEntry.class);
    }
}
