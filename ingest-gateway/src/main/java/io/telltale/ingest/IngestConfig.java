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
import java.util.OptionalLong;

/** Everything that can be set of the gateway, under {@code telltale.ingest}. Unknown keys fail the start. */
@ConfigMapping(prefix = "telltale.ingest")
public interface IngestConfig {

    /** Which door devices come in by: the gateway's own MQTT listener, or a subscription to an existing broker. */
    @WithDefault("listener")
    FrontDoor frontDoor();

    Messages messages();

    Cardinality cardinality();

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

    /** How many names a device or tenant may make up. In memory: a restart of the gateway forgets them. */
    interface Cardinality {

        /**
         * Distinct metrics of a device within {@link #forgetAfter}. Low ones refuse rich devices, high ones let a device that
         * makes up names fill the store with series.
         */
        @WithDefault("200")
        @Min(1)
        @Max(10000)
        int metricsPerDevice();

        /** Distinct series of a tenant within {@link #forgetAfter}, all devices together; about 20 bytes of memory each. */
        @WithDefault("200000")
        @Min(1)
        @Max(10000000)
        int seriesPerTenant();

        /**
         * After how long the names of a device are counted anew, so that one whose names changed is not locked out for ever.
         * Short ones weaken the limits, long ones lock out for longer.
         */
        @WithDefault("P1D")
        Duration forgetAfter();
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

        /**
         * Bytes of the heap that messages in flight may hold per event loop before it stops reading, and as much again packets
         * that are not whole yet. By default 32 MiB, or a quarter of the heap shared by the event loops where that is less.
         * Small ones cost throughput of large messages; more than half the heap in all invites its end.
         */
        OptionalLong windowBytes();

        /** How long a new connection may take to say who it is. */
        @WithDefault("PT10S")
        Duration helloWithin();

        /** How long a packet that was begun may take to come. Short ones cut off slow links, long ones help who holds on. */
        @WithDefault("PT30S")
        Duration packetWithin();

        /**
         * How long a client of MQTT 3.1.1 is not read, on average, before its connection is closed because JetStream had no room
         * for its message. Short ones bring it back sooner, and a fleet all at once; long ones delay the recovery by as much.
         */
        @WithDefault("PT5S")
        Duration restWhenFull();

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

        /**
         * Name of the shared subscription; gateways with the same one share the messages. Left out, this gateway has a subscription
         * of its own and must be the only one. Mosquitto 2.0 forgets a shared one when it is restarted: until the gateways have
         * subscribed again, about a second, it acknowledges what devices publish and drops it.
         */
        Optional<@Pattern(regexp = "[^/#+]+") String> shareGroup();

        /** Messages in flight. Should be at least the broker's own limit of unacknowledged messages to one client. */
        @WithDefault("4096")
        @Min(4)
        @Max(32768)
        int window();

        /**
         * Payload bytes in flight beyond which QoS 0 is shed. Messages of QoS 1 cannot be turned away at this door: what they
         * may hold is the broker's limit of unacknowledged messages to one client, times its longest message.
         */
        @WithDefault("33554432")
        @Positive
        long windowBytes();
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

        /**
         * How long readings gather at most before they leave. Under load they gather for twice as long as a publish takes, many of
         * them for 12 ms at least, up to this. Short ones cost a disk sync for few readings, long ones are felt in every acknowledgement.
         */
        @WithDefault("PT0.04S")
        Duration longestPause();

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
        Duration stalledAfter();
    }
}
