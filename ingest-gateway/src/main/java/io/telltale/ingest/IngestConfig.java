package io.telltale.ingest;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Positive;
import java.time.Duration;
import java.util.Optional;

/** Everything that can be set of the gateway, under {@code telltale.ingest}. Unknown keys fail the start. */
@ConfigMapping(prefix = "telltale.ingest")
public interface IngestConfig {

    /** Which door devices come in by: the gateway's own MQTT listener, or a subscription to an existing broker. */
    @WithDefault("listener")
    FrontDoor frontDoor();

    Messages messages();

    Listener listener();

    Broker broker();

    Relay relay();

    /** The two doors; exactly one is open. */
    enum FrontDoor {
        LISTENER,
        BROKER
    }

    /** What one message may hold, whichever door it comes in by. */
    interface Messages {

        /** Longest payload in bytes. More is refused, or by the listener cut off with the connection. */
        @WithDefault("262144")
        @Min(1024)
        @Max(524288)
        int maxBytes();

        /** Most values in a message. A message always travels in one batch, so this also bounds a batch's overshoot. */
        @WithDefault("1000")
        @Min(1)
        @Max(10000)
        int maxValues();
    }

    /** The gateway's own MQTT listener. */
    interface Listener {

        /** Address to bind. */
        @WithDefault("127.0.0.1")
        @NotBlank
        String host();

        /** Port to bind; 0 takes any free one, with a single event loop. */
        @WithDefault("1883")
        @Min(0)
        @Max(65535)
        int port();

        /** Event loops that share the connections; 0 means one per processor. */
        @WithDefault("0")
        @Min(0)
        @Max(256)
        int eventLoops();

        /** Most connections at a time; further ones are closed without an answer. */
        @WithDefault("50000")
        @Positive
        int maxConnections();

        /** Publishes an MQTT 5 client may have unacknowledged; also most QoS 2 messages unreleased in any version. */
        @WithDefault("1024")
        @Min(1)
        @Max(65535)
        int receiveMaximum();

        /** Messages in flight per event loop before it stops reading. Small ones cost throughput, large ones memory. */
        @WithDefault("16384")
        @Positive
        int windowMessages();

        /** Payload bytes in flight per event loop before it stops reading. */
        @WithDefault("33554432")
        @Positive
        long windowBytes();

        /** How long a new connection may take to say who it is. */
        @WithDefault("PT10S")
        Duration helloWithin();

        /** Most sessions kept for clients that are not connected. */
        @WithDefault("10000")
        @Min(0)
        int maxSessions();

        /** Longest time such a session is kept, whatever the client asked for. */
        @WithDefault("PT1H")
        Duration sessionExpiry();
    }

    /** An existing broker; read when the front door is {@code broker}. */
    interface Broker {

        /** Its host. */
        @WithDefault("127.0.0.1")
        @NotBlank
        String host();

        /** Its port. */
        @WithDefault("1884")
        @Min(1)
        @Max(65535)
        int port();

        /** Username, when the broker wants one. */
        Optional<String> username();

        /** Password; never logged. */
        Optional<String> password();

        /**
         * Under which name the broker keeps what is unacknowledged. Must be the same after a restart, and different for each
         * gateway that runs at a time.
         */
        @WithDefault("telltale-ingest-0")
        @NotBlank
        String clientId();

        /** Name of the shared subscription; gateways with the same one share the messages. */
        @WithDefault("telltale")
        @Pattern(regexp = "[^/#+]+")
        String shareGroup();

        /** Messages in flight. Should be at least the broker's own limit of unacknowledged messages to one client. */
        @WithDefault("4096")
        @Min(4)
        @Max(32768)
        int window();
    }

    /** The way to JetStream. */
    interface Relay {

        /** Most readings in a batch. */
        @WithDefault("2000")
        @Positive
        int batchReadings();

        /** Size of a batch in bytes after which nothing more is added. NATS takes 1 MiB by default. */
        @WithDefault("65536")
        @Min(1024)
        int batchBytes();

        /** How long one attempt to publish may wait for its acknowledgement. */
        @WithDefault("PT4S")
        Duration attemptTimeout();

        /** Pause after a failed attempt; doubles with each further one. */
        @WithDefault("PT0.05S")
        Duration backOff();

        /** Longest pause between attempts. */
        @WithDefault("PT2S")
        Duration longestBackOff();

        /** Readiness goes red when something is in flight and nothing was acknowledged for so long. */
        @WithDefault("PT10S")
        Duration stuckAfter();
    }
}
