package io.telltale.alerting.rehearsal;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import io.telltale.alerting.rule.Glob;
import io.telltale.events.BatchStream;
import io.telltale.events.Json;
import io.telltale.events.MalformedBatchException;
import io.telltale.events.Names;
import io.telltale.events.ReadingBatch;
import io.telltale.events.SeriesKey;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The history that anomaly-service has stored, asked for over HTTP with the token of whoever wants it. One batch in memory at
 * a time; an answer that takes longer than the patience is broken off.
 */
public final class StoredHistory implements History, AutoCloseable {

    private static final Duration CONNECT = Duration.ofSeconds(2);
    private static final int PAGE = 1000;
    private static final int MOST_FINDINGS = 100_000;

    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(CONNECT)
            .build();
    private final URI address;
    private final Duration patience;

    /** History at that address of anomaly-service. */
    public StoredHistory(URI address, Duration patience) {
        this.address = address;
        this.patience = patience;
    }

    @Override
    public void readings(Part part, Consumer<ReadingBatch> reader) {
        StringBuilder path = new StringBuilder("/api/history?device=")
                .append(encoded(part.device().pattern()));
        for (Glob metric : part.metrics()) {
            path.append("&metric=").append(encoded(metric.pattern()));
        }
        long deadline = System.nanoTime() + patience.toNanos();
        try (InputStream body = ask(part, path.toString(), BatchStream.MEDIA_TYPE)) {
            CompletableFuture<Void> ending = breakOff(body);
            BatchStream.Reader batches = new BatchStream.Reader(body);
            for (Optional<ReadingBatch> next = batches.next(); next.isPresent(); next = batches.next()) {
                reader.accept(next.get());
                if (System.nanoTime() > deadline) {
                    throw tooMuch();
                }
            }
            ending.cancel(false);
        } catch (IOException e) {
            throw System.nanoTime() > deadline
                    ? tooMuch()
                    : new HistoryException(HistoryException.Cause.AWAY, "anomaly-service broke off: try again", e);
        } catch (MalformedBatchException e) {
            throw wrong("no batches of readings", e);
        }
    }

    /** Whoever waits for a server that has stopped to send is woken when the time is over. */
    private CompletableFuture<Void> breakOff(InputStream body) {
        return CompletableFuture.runAsync(
                () -> {
                    try {
                        body.close();
                    } catch (IOException e) {
                        // the reader has the same failure
                    }
                },
                CompletableFuture.delayedExecutor(patience.toMillis(), TimeUnit.MILLISECONDS));
    }

    @Override
    public List<Finding> findings(Part part) {
        List<Finding> found = new ArrayList<>();
        String after = "";
        do {
            JsonNode page = page(part, after);
            page.path("items").forEach(item -> found.add(finding(part.tenant(), item)));
            after = page.path("next").asText("");
            if (found.size() > MOST_FINDINGS) {
                throw new HistoryException(
                        HistoryException.Cause.TOO_MUCH,
                        "there are more than " + MOST_FINDINGS + " anomalies: ask for a shorter time",
                        null);
            }
        } while (!after.isEmpty());
        Collections.reverse(found); // the newest came first
        return found;
    }

    private JsonNode page(Part part, String after) {
        String metric = part.metrics().stream()
                .filter(one -> part.metrics().size() == 1 && Names.valid(one.pattern()))
                .map(one -> "&metric=" + encoded(one.pattern()))
                .findFirst()
                .orElse("");
        String path = "/api/anomalies?limit=" + PAGE + metric + (after.isEmpty() ? "" : "&after=" + encoded(after));
        try (InputStream body = ask(part, path, "application/json")) {
            return Json.MAPPER.readTree(body);
        } catch (IOException e) {
            throw wrong("no JSON", e);
        }
    }

    private static Finding finding(String tenant, JsonNode item) {
        return new Finding(
                new SeriesKey(
                        tenant,
                        item.path("device").asText(),
                        item.path("metric").asText()),
                Instant.parse(item.path("time").asText()),
                item.path("value").asDouble(),
                item.path("score").asDouble(),
                item.path("detector").asText(),
                item.path("reason").asText());
    }

    private InputStream ask(Part part, String path, String type) {
        URI uri = URI.create(
                address + path + "&tenant=" + encoded(part.tenant()) + "&from=" + part.from() + "&to=" + part.to());
        HttpRequest request = HttpRequest.newBuilder(uri)
                .timeout(patience)
                .header("Authorization", "Bearer " + part.token())
                .header("Accept", type + ", application/problem+json")
                .build();
        try {
            HttpResponse<InputStream> answer = http.send(request, BodyHandlers.ofInputStream());
            if (answer.statusCode() == 200) {
                return answer.body();
            }
            answer.body().close();
            throw answer.statusCode() == 503 || answer.statusCode() == 504
                    ? new HistoryException(
                            HistoryException.Cause.AWAY, "anomaly-service cannot give history now: try again", null)
                    : wrong("status " + answer.statusCode(), null);
        } catch (IOException e) {
            throw new HistoryException(
                    HistoryException.Cause.AWAY,
                    "anomaly-service, which has the history, cannot be reached: try again in a moment",
                    e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new HistoryException(HistoryException.Cause.AWAY, "interrupted: try again", e);
        }
    }

    private HistoryException tooMuch() {
        return new HistoryException(
                HistoryException.Cause.TOO_MUCH,
                "it would take longer than " + patience.toSeconds() + " s: ask for a shorter time or fewer devices",
                null);
    }

    private static HistoryException wrong(String what, @Nullable Throwable cause) {
        return new HistoryException(
                HistoryException.Cause.WRONG_ANSWER,
                "anomaly-service answered with " + what + ": does telltale.alerting.backtest.history name it?",
                cause);
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, UTF_8);
    }

    @Override
    public void close() {
        http.shutdownNow();
    }
}
