package io.telltale.console.events;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.telltale.events.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;
import org.awaitility.Awaitility;

/** Reads a stream of server-sent events as a browser would, keeping all that came. */
final class SseClient implements AutoCloseable {

    private final HttpClient http;
    private final List<Event> events = new CopyOnWriteArrayList<>();
    private final List<String> comments = new CopyOnWriteArrayList<>();
    private volatile boolean ended;

    /** One event; {@code id} is empty when it has none. */
    record Event(String id, String kind, String data) {
        JsonNode json() {
            try {
                return Json.MAPPER.readTree(data);
            } catch (IOException e) {
                throw new UncheckedIOException(data, e);
            }
        }
    }

    private SseClient(HttpClient http, HttpResponse<Stream<String>> response) {
        this.http = http;
        Thread.ofVirtual().start(() -> read(response.body()));
    }

    /** Opens a stream and waits until it is ready. */
    static SseClient open(URI uri, String token, String... headers) throws Exception {
        HttpClient client = HttpClient.newHttpClient();
        HttpRequest.Builder request = HttpRequest.newBuilder(uri)
                .version(HttpClient.Version.HTTP_1_1)
                .header("Authorization", "Bearer " + token);
        if (headers.length > 0) {
            request.headers(headers);
        }
        HttpResponse<Stream<String>> response = client.send(request.build(), HttpResponse.BodyHandlers.ofLines());
        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(response.headers().firstValue("content-type")).hasValue("text/event-stream");
        SseClient opened = new SseClient(client, response);
        opened.await("ready", 1);
        return opened;
    }

    List<Event> of(String kind) {
        return events.stream().filter(event -> event.kind().equals(kind)).toList();
    }

    /** Waits for that many events of a kind; returns all there are of it. */
    List<Event> await(String kind, int count) {
        Awaitility.await().until(() -> of(kind).size() >= count);
        return of(kind);
    }

    List<String> comments() {
        return comments;
    }

    boolean ended() {
        return ended;
    }

    private void read(Stream<String> lines) {
        String[] event = {"", "", ""};
        try {
            lines.forEach(line -> {
                if (line.startsWith(":")) {
                    comments.add(line);
                } else if (line.startsWith("id: ")) {
                    event[0] = line.substring(4);
                } else if (line.startsWith("event: ")) {
                    event[1] = line.substring(7);
                } else if (line.startsWith("data: ")) {
                    event[2] += line.substring(6);
                } else if (line.isEmpty() && !event[1].isEmpty()) {
                    events.add(new Event(event[0], event[1], event[2]));
                    event[0] = event[1] = event[2] = "";
                }
            });
        } catch (UncheckedIOException e) {
            ended = true; // cut off, by close() or by the console's end
        } finally {
            ended = true;
        }
    }

    @Override
    public void close() {
        http.shutdownNow();
    }
}
