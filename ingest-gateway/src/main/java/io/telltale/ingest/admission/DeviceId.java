package io.telltale.ingest.admission;

import java.util.Optional;

/** A device by its tenant and name. */
public record DeviceId(String tenant, String device) {

    /** The device whose topic it is, when it is a topic for readings. */
    public static Optional<DeviceId> ofTopic(String topic) {
        return TelemetryTopic.parse(topic).map(TelemetryTopic::target);
    }

    @Override
    public String toString() {
        return tenant + '/' + device;
    }
}
