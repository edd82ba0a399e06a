package io.telltale.alerting.alert;

import java.util.Map;

/** The labels of devices as this service knows them now. */
@FunctionalInterface
public interface DeviceLabels {

    /**
     * The labels of a device; empty when it is unknown. As long as they do not change, the same object comes back: that
     * is how a reader sees in one comparison that nothing changed.
     */
    Map<String, String> of(String tenant, String device);
}
