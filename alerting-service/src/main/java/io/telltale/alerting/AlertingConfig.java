package io.telltale.alerting;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import jakarta.validation.constraints.DecimalMax;
import jakarta.validation.constraints.DecimalMin;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotEmpty;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Everything of this service that can be set. */
@ConfigMapping(prefix = "telltale.alerting")
public interface AlertingConfig {

    /** How readings and findings are taken in. */
    Intake intake();

    /** How rules are kept. */
    Rules rules();

    /** How webhooks are delivered. */
    Webhooks webhooks();

    /** How it is noticed that devices are not there. */
    Presence presence();

    /** How rules are tried on stored history. */
    Backtest backtest();

    /** How long what is over is kept. */
    Retention retention();

    /** How readings and findings are taken in. */
    interface Intake {

        /** This replica's name, different from every other's. Default: the host's name and the process id. */
        Optional<String> instance();

        /** Most readings judged in one transaction. Large: fewer commits; small: sooner alerts under load. */
        @WithDefault("10000")
        @Min(1)
        @Max(100_000)
        int maxReadings();

        /** Messages asked for ahead, per shard; bounds memory. */
        @WithDefault("32")
        @Min(1)
        @Max(1_000)
        int prefetch();

        /** How often this replica shows that it lives. After five ticks of silence its shards go to others. */
        @WithDefault("PT0.5S")
        Duration leaseTick();

        /** How often progress is saved while no alert changes; what came since is judged again after a crash. */
        @WithDefault("PT1S")
        Duration checkpoint();

        /** Most series remembered per shard (there are four); beyond it a very late reading may be taken for a new one. */
        @WithDefault("400000")
        @Min(1)
        int maxSeries();

        /** How long work may stand still before the service reports itself not ready. */
        @WithDefault("PT10S")
        Duration stalledAfter();

        /** How long after its last finding an anomaly alert is resolved. Short: it flaps; long: it lingers. */
        @WithDefault("PT10M")
        Duration anomalyQuiet();
    }

    /** How rules are kept. */
    interface Rules {

        /** How often rules are read anew in case a notice of change was lost. */
        @WithDefault("PT15S")
        Duration reload();

        /** Most rules of one tenant. */
        @WithDefault("10000")
        @Min(1)
        int maxPerTenant();
    }

    /** How webhooks are delivered. */
    interface Webhooks {

        /** Address ranges that webhooks may reach although they lie inside the network. {@code TELLTALE_WEBHOOK_ALLOW} */
        Optional<List<String>> allow();

        /** For connecting to a receiver. */
        @WithDefault("PT5S")
        Duration connectTimeout();

        /** For a whole attempt. Long: a slow receiver holds its places; short: a slow one never gets anything. */
        @WithDefault("PT15S")
        Duration timeout();

        /**
         * How long the claims of a replica that died or hangs keep the others away; renewed three times as often. Long: its
         * webhooks are late; short: a replica that pauses sends some twice.
         */
        @WithDefault("PT5S")
        Duration lease();

        /** Most attempts at once to one endpoint, per replica. */
        @WithDefault("4")
        @Min(1)
        @Max(100)
        int perEndpoint();

        /** Most attempts at once, per replica. */
        @WithDefault("200")
        @Min(1)
        @Max(10_000)
        int atOnce();

        /** Pauses after the first attempt, the second, …; after the last one the delivery is dead. */
        @WithDefault("PT1S,PT5S,PT30S,PT5M,PT30M,PT2H,PT5H,PT10H,PT14H,PT20H,PT24H")
        @NotEmpty
        List<Duration> retryDelays();

        /** Share by which a pause is shortened or lengthened at random. */
        @WithDefault("0.2")
        @DecimalMin("0")
        @DecimalMax("0.9")
        double jitter();

        /** How often to look for what is due; fresh alerts do not wait for it. */
        @WithDefault("PT0.5S")
        Duration poll();

        /** Failures in a row after which an endpoint is left alone for {@link #breakerPause}. */
        @WithDefault("5")
        @Min(1)
        int breakerFailures();

        /** How long an endpoint is left alone that failed too often; doubles each time. Long: late when it is well again. */
        @WithDefault("PT5S")
        Duration breakerPause();

        /** The longest it is left alone. */
        @WithDefault("PT5M")
        Duration breakerLongest();

        /** What waits longer than that for an endpoint that fails is given up. Longer than {@link #retryDelays} together. */
        @WithDefault("P4D")
        Duration patience();

        /** Where people find the console: webhooks link to it. {@code TELLTALE_EXTERNAL_URL} */
        @WithDefault("http://127.0.0.1:8080")
        URI externalUrl();

        /** Most endpoints of one tenant. */
        @WithDefault("100")
        @Min(1)
        int maxPerTenant();
    }

    /** How it is noticed that devices are not there. */
    interface Presence {

        /** How often it is looked for what is absent. Short: more reading of the database; long: later alerts. */
        @WithDefault("PT1S")
        Duration tick();

        /**
         * Silence after which a gateway is taken to be gone, and its devices offline. Short: a gateway that is restarted makes
         * its devices offline; long: devices of one that is gone seem to be there.
         */
        @WithDefault("PT30S")
        Duration gatewayGrace();

        /** For how long silence is not counted after an outage, so that devices that were kept from talking are heard first. */
        @WithDefault("PT30S")
        Duration settle();

        /** Silence after which a device is shown as stale. Rules have limits of their own. */
        @WithDefault("PT10M")
        Duration staleAfter();

        /** Sessions at gateways that are gone, but for the newest of each device. */
        @WithDefault("P7D")
        Duration kept();
    }

    /** How rules are tried on stored history. */
    interface Backtest {

        /** Where anomaly-service is, which has the history. {@code TELLTALE_ANOMALY_URL} */
        @WithDefault("http://127.0.0.1:8083")
        URI history();

        /** Most at once, per replica; each computes on a thread of its own. */
        @WithDefault("2")
        @Min(1)
        @Max(16)
        int atOnce();

        /** For one of them. Longer than the console waits for an answer: whoever asked through it gets none. */
        @WithDefault("PT25S")
        Duration timeout();

        /** Longest time that one may be over. */
        @WithDefault("P31D")
        Duration maxRange();
    }

    /** How long what is over is kept. */
    interface Retention {

        /** Resolved alerts. */
        @WithDefault("P90D")
        Duration alerts();

        /** Deliveries that are done or dead, and what they carried. */
        @WithDefault("P30D")
        Duration deliveries();

        /** Silent series: how long the time of their newest reading is remembered. */
        @WithDefault("P30D")
        Duration series();

        /** How often to tidy up; at least a second. */
        @WithDefault("PT1H")
        Duration interval();
    }
}
