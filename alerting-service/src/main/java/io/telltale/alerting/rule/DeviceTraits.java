package io.telltale.alerting.rule;

import java.util.Map;
import java.util.Optional;

/**
 * What selectors see of a device besides its name.
 *
 * @param profile name of its profile, when it names one
 * @param labels its labels
 */
public record DeviceTraits(Optional<String> profile, Map<String, String> labels) {

    /** A device that nothing is known of. */
    public static final DeviceTraits NONE = new DeviceTraits(Optional.empty(), Map.of());

    /** A device without a profile of its own. */
    public static DeviceTraits labelled(Map<String, String> labels) {
        return new DeviceTraits(Optional.empty(), labels);
    }
}
