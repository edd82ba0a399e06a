package io.telltale.alerting;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.telltale.events.BatchStream;
import io.telltale.events.ReadingBatch;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;

/** Speaks as anomaly-service does of history, and remembers what it was asked. */
public final class HistoryServer implements AutoCloseable {

    private final HttpServer http;
    private final List<String> asked = new CopyOnWriteArrayList<>();
    private volatile List<ReadingBatch> batches = List.of();
    private volatile String anomalies = "{\"items\":[]}";
    private volatile Manner manner = Manner.WELL;

    /** How it answers. */
    public enum Manner {
        WELL,
        BREAKS_OFF,
        NEVER_ENDS,
        UNAVAILABLE,
        NONSENSE
    }

    HistoryServer(int port) throws IOException {
        http = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
        http.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        http.createContext("/", this::answer);
        http.start();
    }

    String url() {
        return "http://127.0.0.1:" + http.getAddress().getPort();
    }

    /** Has this history from now on, and has been asked nothing. */
    public void has(ReadingBatch... stored) {
        batches = List.of(stored);
        manner = Manner.WELL;
        asked.clear();
    }

    /** Has these anomalies, newest first, as JSON. */
    public void hasAnomalies(String items) {
        anomalies = "{\"items\":" + items + "}";
        asked.clear();
    }

    public void answers(Manner now) {
        manner = now;
    }

    /** Path and query of each request, with its token. */
    public List<String> asked() {
        return new ArrayList<>(asked);
    }

    private void answer(HttpExchange exchange) throws IOException {
        asked.add(exchange.getRequestURI() + " " + exchange.getRequestHeaders().getFirst("Authorization"));
        exchange.getResponseHeaders().set("Content-Type", BatchStream.MEDIA_TYPE);
        exchange.sendResponseHeaders(manner == Manner.UNAVAILABLE ? 503 : 200, 0);
        try (OutputStream out = exchange.getResponseBody()) {
            if (exchange.getRequestURI().getPath().equals("/api/anomalies")) {
                out.write(anomalies.getBytes(StandardCharsets.UTF_8));
                return;
            }
            switch (manner) {
                case NONSENSE -> out.write("hello, this is a web page".getBytes(StandardCharsets.UTF_8));
                case UNAVAILABLE -> {}
                case WELL, BREAKS_OFF, NEVER_ENDS -> write(new BatchStream.Writer(out), out);
            }
        }
    }

    private void write(BatchStream.Writer writer, OutputStream out) throws IOException {
        for (ReadingBatch batch : batches) {
            writer.write(batch);
        }
        while (manner == Manner.NEVER_ENDS) {
            writer.write(ReadingBatch.builder(0).add("t", "d", "m", 1, 1).build());
            out.flush();
        }
        if (manner == Manner.WELL) {
            writer.end();
        }
    }

    @Override
    public void close() {
        http.stop(0);
    }
}
