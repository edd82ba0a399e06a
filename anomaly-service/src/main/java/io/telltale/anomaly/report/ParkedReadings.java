package io.telltale.anomaly.report;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.nats.client.JetStream;
import io.telltale.events.DeadLetter;
import io.telltale.events.DeadLetters;
import io.telltale.events.Json;
import io.telltale.events.Reading;
import java.io.IOException;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Readings on their way to the dead letters, gathered by device and reason. For one thread.
 *
 * <p>The payload is what the device could have sent on its topic, {@code [{"ts": "…", "metric": 1.0}, …]}, and the origin
 * is that topic, so a replay goes through the front door. Message ids come from the readings' place in the stream: parking
 * them again after a crash parks them once.
 */
public final class ParkedReadings {

    private static final String STAGE = "store";
    private static final int READINGS_A_LETTER = 500;
    private static final long PATIENCE_SECONDS = 10;

    private final JetStream jetStream;
    private final InstantSource clock;
    private final Map<Place, Letter> letters = new LinkedHashMap<>();
    private final List<CompletableFuture<Void>> underWay = new ArrayList<>();

    /** Parks through the given JetStream. */
    public ParkedReadings(JetStream jetStream, InstantSource clock) {
        this.jetStream = jetStream;
        this.clock = clock;
    }

    /**
     * Puts a reading aside.
     *
     * @param position where it lies in the stream, the same at every attempt, such as {@code 7-4711-12}
     */
    public void add(Reading reading, Refusal refusal, String detail, String position) {
        Place place = new Place(reading.tenant(), reading.device(), refusal, detail);
        Letter letter = letters.computeIfAbsent(place, p -> new Letter(position, new ArrayList<>()));
        letter.readings().add(asSent(reading));
        if (letter.readings().size() >= READINGS_A_LETTER) {
            letters.remove(place);
            underWay.add(publish(place, letter));
        }
    }

    /**
     * Returns when everything put aside is persisted by JetStream.
     *
     * @throws IOException when that could not be confirmed; the readings have to be put aside anew
     */
    public void flush() throws IOException, InterruptedException {
        letters.forEach((place, letter) -> underWay.add(publish(place, letter)));
        letters.clear();
        try {
            CompletableFuture.allOf(underWay.toArray(CompletableFuture[]::new)).get(PATIENCE_SECONDS, TimeUnit.SECONDS);
        } catch (ExecutionException | TimeoutException e) {
            throw new IOException("refused readings could not be parked", e);
        } finally {
            underWay.clear();
        }
    }

    private CompletableFuture<Void> publish(Place place, Letter letter) {
        DeadLetter dead = new DeadLetter(
                STAGE,
                place.refusal.label(),
                place.detail,
                place.tenant,
                place.device,
                "telemetry/" + place.tenant + '/' + place.device,
                clock.instant(),
                json(letter.readings));
        return DeadLetters.publish(jetStream, STAGE + '-' + letter.position, dead);
    }

    private static Map<String, Object> asSent(Reading reading) {
        Map<String, Object> sent = new LinkedHashMap<>();
        sent.put("ts", Instant.EPOCH.plus(reading.micros(), ChronoUnit.MICROS).toString());
        sent.put(reading.metric(), reading.value());
        return sent;
    }

    private static byte[] json(List<Map<String, Object>> readings) {
        try {
            return Json.MAPPER.writeValueAsBytes(readings);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("parked readings are always JSON", e);
        }
    }

    private record Place(String tenant, String device, Refusal refusal, String detail) {}

    private record Letter(String position, List<Map<String, Object>> readings) {}
}
