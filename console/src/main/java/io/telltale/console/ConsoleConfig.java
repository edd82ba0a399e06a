package io.telltale.console;

import io.quarkus.runtime.configuration.MemorySize;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.net.URI;
import java.time.Duration;

/** Everything about the console that can be set, below {@code telltale.console}. An unknown key fails the start. */
@ConfigMapping(prefix = "telltale.console")
public interface ConsoleConfig {

    /** Where the services are. */
    Upstreams upstreams();

    /** How calls are forwarded to them. */
    Gateway gateway();

    /** How long and how much live events may take. */
    Events events();

    /** The cookie that keeps a browser signed in. */
    Session session();

    /** Base addresses of the services, scheme, host and port only. */
    interface Upstreams {
        URI deviceRegistry();

        URI anomalyService();

        URI alertingService();

        URI ingestGateway();
    }

    /** Limits of the gateway. */
    interface Gateway {

        /** How long a connection to a service may take; after that the service counts as down. */
        @WithDefault("PT2S")
        Duration connectTimeout();

        /** How long a service may stay silent in the middle of an exchange. Too short cuts long queries off. */
        @WithDefault("PT30S")
        Duration answerTimeout();

        /** Largest body that is forwarded; a larger one is refused with 413. It is streamed, so it costs no memory. */
        @WithDefault("4M")
        MemorySize maxBody();

        /** Most connections to one service; further calls wait, and as many again may wait. */
        @WithDefault("64")
        @Min(1)
        @Max(4096)
        int connections();
    }

    /** Limits of {@code /api/events}. */
    interface Events {

        /** Most listeners at a time; a further one is refused with 503. Each costs one consumer on NATS. */
        @WithDefault("200")
        @Min(1)
        @Max(10_000)
        int maxListeners();

        /** Most devices whose readings one listener may ask for; the page asks for the twenty that it shows. */
        @WithDefault("100")
        @Min(20)
        @Max(1000)
        int maxDevices();

        /** What is kept for a listener who reads slowly; beyond that the oldest is dropped and counted for him. */
        @WithDefault("256K")
        MemorySize buffer();

        /** Silence after which a comment is sent, so that nobody on the way closes the connection. */
        @WithDefault("PT15S")
        Duration heartbeat();
    }

    /** The session cookie. */
    interface Session {

        /** Marks the cookie {@code Secure} also when TLS ends before the console; over TLS it always is. */
        @WithDefault("false")
        boolean secure();
    }
}
