package io.telltale.alerting.alert;

import io.telltale.alerting.rule.DeviceTraits;
import java.util.Map;
import java.util.Optional;

/** The labels and profiles of devices as this service knows them now. */
@FunctionalInterface
public interface DeviceLabels {

    /**
     * The labels of a device; empty when it is unknown. As long as they do not change, the same object comes back: that
     * is how a reader sees in one comparison that nothing changed.
     */
    Map<String, String> of(String tenant, String device);

    /** The profile that the device names. */
    default Optional<String> profile(String tenant, String device) {
        return Optional.empty();
    }

    /** All that selectors look at. */
    default DeviceTraits traits(String tenant, String device) {
        return new DeviceTraits(profile(tenant, device), of(tenant, device));
    }
}
