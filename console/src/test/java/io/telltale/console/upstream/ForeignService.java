package io.telltale.console.upstream;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;

/**
 * A real HTTP server in place of a service: for the console they are foreign. It writes down what reached it and answers what it was told to;
 * otherwise it says who it is.
 */
public final class ForeignService {

    private static final int STOP_AT_ONCE = 0;

    private final String name;
    private final int port;
    private final Map<String, Answer> answers = new ConcurrentHashMap<>();
    private final List<Call> calls = new CopyOnWriteArrayList<>();
    private HttpServer server;

    /** What reached the service. Header names as the JDK's server writes them. */
    public record Call(String method, String uri, Map<String, List<String>> headers, long bodyLength) {
        public String header(String header) {
            List<String> values = headers.get(header);
            return values == null ? null : String.join(",", values);
        }
    }

    /** Writes an answer. */
    @FunctionalInterface
    public interface Answer {
        void to(HttpExchange exchange) throws IOException;
    }

    private ForeignService(String name, int port) throws IOException {
        this.name = name;
        this.server = listen(port);
        this.port = server.getAddress().getPort();
    }

    static ForeignService start(String name) {
        try {
            return new ForeignService(name, 0);
        } catch (IOException e) {
            throw new UncheckedIOException("no port for " + name, e);
        }
    }

    public String address() {
        return "http://127.0.0.1:" + port;
    }

    public void answers(String path, String json) {
        answers.put(path, exchange -> send(exchange, 200, "application/json", json));
    }

    public void answers(String path, Answer answer) {
        answers.put(path, answer);
    }

    /** The calls since the last {@link #forget}, which forgets what to answer, too. */
    public List<Call> calls() {
        return List.copyOf(calls);
    }

    public void forget() {
        calls.clear();
        answers.clear();
    }

    public void stop() {
        server.stop(STOP_AT_ONCE);
    }

    public void startAgain() throws IOException {
        server = listen(port);
    }

    public static void send(HttpExchange exchange, int status, String type, String body) throws IOException {
        byte[] bytes = body.getBytes(UTF_8);
        exchange.getResponseHeaders().set("Content-Type", type);
        exchange.sendResponseHeaders(status, bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }

    private HttpServer listen(int wanted) throws IOException {
        HttpServer listening = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), wanted), 64);
        listening.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        listening.createContext("/", this::handle);
        listening.start();
        return listening;
    }

    private void handle(HttpExchange exchange) throws IOException {
        long length = drain(exchange.getRequestBody());
        String uri = exchange.getRequestURI().toString();
        calls.add(new Call(exchange.getRequestMethod(), uri, Map.copyOf(exchange.getRequestHeaders()), length));
        Answer answer = answers.get(exchange.getRequestURI().getPath());
        if (answer != null) {
            answer.to(exchange);
        } else {
            send(exchange, 200, "application/json", "{\"service\":\"" + name + "\"}");
        }
    }

    private static long drain(InputStream body) throws IOException {
        byte[] buffer = new byte[8192];
        long length = 0;
        for (int n = body.read(buffer); n >= 0; n = body.read(buffer)) {
            length += n;
        }
        return length;
    }
}
