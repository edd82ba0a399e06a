package io.telltale.anomaly.report;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.nats.client.Connection;
import io.telltale.events.Json;
import io.telltale.events.SeriesKey;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/**
 * Stored readings as one JSON message each on {@code live.{tenant}.{device}.{metric}}, core NATS, only for what somebody
 * watches. At most once: whoever needs every reading asks the API. Thread-safe.
 */
public final class LiveFeed {

    private final Connection nats;
    private volatile LiveInterest interest = LiveInterest.NONE;

    /** Silent until {@link #watched} tells of watchers. */
    public LiveFeed(Connection nats) {
        this.nats = nats;
    }

    /** Whether anybody watches anything, so that callers can skip the whole walk. */
    public boolean idle() {
        return interest.patterns().isEmpty();
    }

    /** Publishes a reading if its series is watched; never blocks, never fails the caller. */
    public void publish(LiveSwitch series, long micros, double value) {
        if (series.on(interest) && nats.getStatus() == Connection.Status.CONNECTED) {
            nats.publish(series.subject(), json(series.key(), micros, value));
        }
    }

    void watched(LiveInterest now) {
        if (!now.equals(interest)) {
            interest = now;
        }
    }

    private static byte[] json(SeriesKey key, long micros, double value) {
        LiveReading reading = new LiveReading(
                key.tenant(), key.device(), key.metric(), Instant.EPOCH.plus(micros, ChronoUnit.MICROS), value);
        try {
            return Json.MAPPER.writeValueAsBytes(reading);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a reading is always JSON", e);
        }
    }

    private record LiveReading(String tenant, String device, String metric, Instant time, double value) {}
}
