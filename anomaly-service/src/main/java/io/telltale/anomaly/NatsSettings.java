package io.telltale.anomaly;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.util.Optional;

/** Where NATS is, under {@code telltale.nats}; the same for every service. Addresses hold passwords and are never logged. */
@ConfigMapping(prefix = "telltale.nats")
public interface NatsSettings {

    /** {@code nats://user:password@host:port}, or all servers of a cluster with commas. */
    String url();

    /** Copies of every stream and bucket, each on a NATS server of its own: 1, 3 or 5. One survives no loss of a disk. */
    @WithDefault("1")
    int replicas();

    /** The same for the system account, which knows who subscribes to what; without it there are no live readings. */
    Optional<String> sysUrl();
}
