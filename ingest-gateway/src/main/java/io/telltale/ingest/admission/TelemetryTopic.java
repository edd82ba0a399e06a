package io.telltale.ingest.admission;

import io.telltale.events.Names;
import java.util.Optional;

/**
 * A topic on which readings come in: {@code telemetry/{tenant}/{device}} or {@code telemetry/{tenant}/{device}/{metric}}.
 *
 * @param target the device the readings belong to
 * @param metric the metric, when the topic names it and the payload is a bare number
 */
record TelemetryTopic(DeviceId target, Optional<String> metric) {

    /** What a topic must look like, for answers to senders. */
    static final String SHAPE = "telemetry/{tenant}/{device} or telemetry/{tenant}/{device}/{metric}, each name 1 to 64"
            + " of A-Z a-z 0-9 _ - beginning with a letter or digit";

    private static final String ROOT = "telemetry/";

    /** The topic taken apart; empty when it is no topic for readings. */
    static Optional<TelemetryTopic> parse(String topic) {
        if (!topic.startsWith(ROOT)) {
            return Optional.empty();
        }
        int afterTenant = topic.indexOf('/', ROOT.length());
        if (afterTenant < 0) {
            return Optional.empty();
        }
        String tenant = topic.substring(ROOT.length(), afterTenant);
        int slash = topic.indexOf('/', afterTenant + 1);
        int afterDevice = slash < 0 ? topic.length() : slash;
        String device = topic.substring(afterTenant + 1, afterDevice);
        return Names.valid(tenant) && Names.valid(device)
                ? withMetric(new DeviceId(tenant, device), topic, afterDevice)
                : Optional.empty();
    }

    /** The same, for the topic of a sender that is known: its own topic, by far the most frequent, needs no new names. */
    static Optional<TelemetryTopic> parse(String topic, DeviceId sender) {
        int tenantAt = ROOT.length();
        int deviceAt = tenantAt + sender.tenant().length() + 1;
        int end = deviceAt + sender.device().length();
        boolean own = topic.startsWith(sender.tenant(), tenantAt)
                && topic.startsWith(sender.device(), deviceAt)
                && topic.charAt(deviceAt - 1) == '/'
                && topic.startsWith(ROOT)
                && (end == topic.length() || topic.charAt(end) == '/');
        return own ? withMetric(sender, topic, end) : parse(topic);
    }

    private static Optional<TelemetryTopic> withMetric(DeviceId target, String topic, int afterDevice) {
        if (afterDevice == topic.length()) {
            return Optional.of(new TelemetryTopic(target, Optional.empty()));
        }
        String metric = topic.substring(afterDevice + 1);
        return Names.valid(metric) ? Optional.of(new TelemetryTopic(target, Optional.of(metric))) : Optional.empty();
    }
}
