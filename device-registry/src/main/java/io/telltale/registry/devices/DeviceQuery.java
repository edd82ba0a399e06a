package io.telltale.registry.devices;

import io.telltale.http.Problem;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Which devices are listed.
 *
 * @param after the last name of the page before; empty for the first page
 * @param profile only those with this profile; empty for all
 * @param labels only those that have all of these
 */
record DeviceQuery(String after, int limit, String profile, Map<String, String> labels) {

    /** Reads {@code label=name:value} parameters; throws a {@link Problem} when one has no colon. */
    static Map<String, String> labels(List<String> parameters) {
        Map<String, String> labels = new HashMap<>();
        for (String parameter : parameters) {
            int colon = parameter.indexOf(':');
            if (colon < 1) {
                throw Problem.invalid("label", "must be name:value, such as site:hall-2");
            }
            String other = labels.put(parameter.substring(0, colon), parameter.substring(colon + 1));
            if (other != null && !other.equals(parameter.substring(colon + 1))) {
                throw Problem.invalid("label", "no device has two values of one label");
            }
        }
        return labels;
    }
}
