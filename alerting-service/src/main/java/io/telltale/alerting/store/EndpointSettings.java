package io.telltale.alerting.store;

import io.telltale.alerting.notification.FormatChoice;
import java.net.URI;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * What operators say of an endpoint.
 *
 * @param name unique in its tenant; receivers call it by it
 * @param headers sent with every webhook; their values are secrets and never printed
 * @param perMinute most webhooks in a minute, of all replicas
 * @param enabled whether anything is sent there
 */
public record EndpointSettings(
        String name,
        URI url,
        Optional<String> description,
        FormatChoice format,
        Map<String, String> headers,
        OptionalInt perMinute,
        boolean enabled) {

    public EndpointSettings {
        headers = Map.copyOf(headers);
    }

    /** Those of an endpoint of which nothing but its address is said. */
    public static EndpointSettings of(String name, URI url) {
        return new EndpointSettings(
                name, url, Optional.empty(), FormatChoice.STANDARD, Map.of(), OptionalInt.empty(), true);
    }

    @Override
    public String toString() {
        return "EndpointSettings[name=" + name + ", url=" + url + ", format=" + format.kind() + ", headers="
                + headers.keySet() + "]";
    }
}
