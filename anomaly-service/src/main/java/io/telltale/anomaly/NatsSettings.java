package io.telltale.anomaly;

import io.smallrye.config.ConfigMapping;
import java.util.Optional;

/** Where NATS is, under {@code telltale.nats}; the same for every service. Addresses hold passwords and are never logged. */
@ConfigMapping(prefix = "telltale.nats")
public interface NatsSettings {

    /** {@code nats://user:password@host:port}, or several with commas. */
    String url();

    /** The same for the system account, which knows who subscribes to what; without it there are no live readings. */
    Optional<String> sysUrl();
}
