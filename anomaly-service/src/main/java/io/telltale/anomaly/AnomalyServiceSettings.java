package io.telltale.anomaly;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import jakarta.validation.constraints.DecimalMax;
import jakarta.validation.constraints.DecimalMin;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.Pattern;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.hibernate.validator.constraints.time.DurationMax;
import org.hibernate.validator.constraints.time.DurationMin;

/** Everything that can be set in this service, under {@code telltale.anomaly}. */
@ConfigMapping(prefix = "telltale.anomaly")
public interface AnomalyServiceSettings {

    /**
     * Name of this replica, different from every other one that runs; made up when absent. With a stable name a restarted
     * replica takes its shards back without waiting for its leases to expire.
     */
    Optional<@Pattern(regexp = "[A-Za-z0-9][A-Za-z0-9_-]{0,63}") String> instance();

    /** How the stream is read. */
    Intake intake();

    /** Which series there may be. */
    Series series();

    /** Which measuring times are believed. */
    Times times();

    /** What counts as an anomaly. */
    Detection detection();

    /** How devices are compared with their siblings. */
    Peers peers();

    /** Live readings on core NATS. */
    Live live();

    /** What becomes of readings in the stream that everybody has processed. */
    Trimming trimming();

    /** When the service calls itself unready. */
    Health health();

    /** How the stream is read. */
    interface Intake {
        /** Readings in one transaction, at most about. Few: low latency, little throughput; many: memory and long commits. */
        @WithDefault("10000")
        @Min(1)
        @Max(100_000)
        int maxReadings();

        /** Messages asked for ahead, per shard. Each may be as large as NATS' maximum payload. */
        @WithDefault("32")
        @Min(1)
        @Max(1000)
        int prefetch();

        /** How often this replica shows that it lives. After five ticks of silence its shards go to others. */
        @WithDefault("PT0.5S")
        Duration tick();
    }

    /** Which series there may be; what exceeds it is parked with the reason {@code too-many-series}. */
    interface Series {
        /** Metrics of one device. */
        @WithDefault("200")
        @Min(1)
        int perDevice();

        /** Series of one tenant. */
        @WithDefault("100000")
        @Min(1)
        int perTenant();

        /** Series of one of the four shards; about 1.2 KiB of memory each at the shard's owner. */
        @WithDefault("200000")
        @Min(1)
        int perShard();
    }

    /** Which measuring times are believed, by the gateway's clock; others are parked as {@code time-out-of-range}. */
    interface Times {
        /** How old a reading may be; a table chunk is made for each day that readings come from. */
        @WithDefault("P3650D")
        Duration past();

        /** How far in the future. The gateway's own policy, per device profile, is usually stricter. */
        @WithDefault("P1D")
        Duration ahead();
    }

    /** What counts as an anomaly. */
    interface Detection {
        /**
         * Findings from this score on are stored and published, until feedback moves a series' threshold. 0.5 is what was
         * measured best, 0.95 only the glaring.
         */
        @WithDefault("0.5")
        @DecimalMin("0.1")
        @DecimalMax("1.0")
        double reportScore();

        /** How often detectors' states are saved. Seldom: a longer replay after a restart; often: more writes. */
        @WithDefault("PT30S")
        Duration snapshotEvery();

        /** How often new feedback is looked for; verdicts given to another replica take effect that much later. */
        @WithDefault("PT0.5S")
        Duration feedbackPoll();
    }

    /** How devices are compared with their siblings: those of one tenant, profile and site. */
    interface Peers {
        /**
         * Over which readings are averaged before they are compared. Shorter than the devices' interval: hardly ever are
         * enough siblings seen at once; longer: a departure is found later.
         */
        @WithDefault("PT1M")
        @DurationMin(seconds = 1)
        @DurationMax(days = 1)
        Duration window();

        /** How long after its end a window is compared. Readings that come later than that are not in it. */
        @WithDefault("PT30S")
        Duration settle();

        /** The device label that says where a device stands; one that lacks it has no siblings. */
        @WithDefault("site")
        @Pattern(regexp = "[A-Za-z0-9][A-Za-z0-9_-]{0,63}")
        String label();

        /** Series compared at most, the others are left out; about 250 bytes of memory each in one replica. */
        @WithDefault("50000")
        @Min(1)
        @Max(1_000_000)
        int mostSeries();
    }

    /** Live readings on core NATS. */
    interface Live {
        /** How often the server is asked who watches. Asked only when {@code telltale.nats.sys-url} is set. */
        @WithDefault("PT1S")
        Duration poll();
    }

    /** What becomes of readings in the stream that everybody has processed. */
    interface Trimming {
        /** The services whose acknowledgement is waited for. */
        @WithDefault("anomaly-service,alerting-service")
        List<String> services();

        /** How long processed readings are kept for replay, while the stream is less than three quarters full. */
        @WithDefault("PT24H")
        Duration horizon();

        /** How often. Seldom: the stream may fill up in between. */
        @WithDefault("PT1M")
        Duration every();
    }

    /** When the service calls itself unready. */
    interface Health {
        /** A shard with work that makes no progress for this long turns readiness red. */
        @WithDefault("PT10S")
        Duration stalledAfter();
    }
}
