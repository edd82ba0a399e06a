package io.telltale.registry;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.time.Duration;

/** Settings of the device registry, under {@code telltale.registry}. */
@ConfigMapping(prefix = "telltale.registry")
public interface RegistryConfig {

    /** Tokens of devices. */
    Tokens tokens();

    /** How the directory (KV bucket {@code devices}) follows the database. */
    Directory directory();

    /** Tokens of devices. */
    interface Tokens {

        /**
         * Most tokens of one device that are valid at a time; issuing one more revokes the oldest. 1 leaves no time to
         * hand a new token out while the old one still works; each costs every gateway 64 bytes per device.
         */
        @WithDefault("5")
        @Min(1)
        @Max(20)
        int maxPerDevice();
    }

    /** How the directory follows the database. */
    interface Directory {

        /**
         * How long a change that another replica committed may wait unseen; this replica's own changes wake the keeper at
         * once. Shorter costs one index look-up each time.
         */
        @WithDefault("PT0.25S")
        Duration poll();

        /** Most changes published together. Larger: fewer round trips, more memory. */
        @WithDefault("500")
        @Min(1)
        @Max(5000)
        int batch();

        /** Time between two full comparisons of table and bucket; one is also made at start and after each reconnection. */
        @WithDefault("PT10M")
        Duration reconcileEvery();

        /** Devices compared in one step, between which changes go first. Larger: a faster comparison, slower changes. */
        @WithDefault("500")
        @Min(1)
        @Max(5000)
        int reconcilePage();

        /** How long NATS may take to confirm one batch before it is tried again from the change log. */
        @WithDefault("PT5S")
        Duration natsTimeout();
    }
}
