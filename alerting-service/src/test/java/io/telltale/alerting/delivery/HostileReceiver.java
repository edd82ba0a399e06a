package io.telltale.alerting.delivery;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** A receiver on a bare socket that ill-treats one request after the other, and then takes everything. */
final class HostileReceiver implements AutoCloseable {

    /** What it does to a request. */
    enum Torment {
        FAILS,
        RESETS,
        NEVER_ANSWERS,
        DRIPS,
        REDIRECTS_INSIDE,
        WANTS_TIME,
        SPEAKS_NO_HTTP,
        CLOSES,
        TAKES
    }

    /** One request: what it was told, and what it did. */
    record Request(String id, String body, Torment torment) {}

    private final ServerSocket socket;
    private final List<Request> requests = new CopyOnWriteArrayList<>();
    private final AtomicInteger count = new AtomicInteger();
    private final CountDownLatch closed = new CountDownLatch(1);

    HostileReceiver() {
        try {
            socket = new ServerSocket(0, 200, InetAddress.getLoopbackAddress());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Thread.ofVirtual().start(this::accept);
    }

    URI url() {
        return URI.create("http://127.0.0.1:" + socket.getLocalPort() + "/hell");
    }

    List<Request> requests() {
        return List.copyOf(requests);
    }

    private void accept() {
        while (!socket.isClosed()) {
            try {
                Socket connection = socket.accept();
                Thread.ofVirtual().start(() -> torment(connection));
            } catch (IOException e) {
                return;
            }
        }
    }

    private void torment(Socket connection) {
        try (connection) {
            BufferedReader in =
                    new BufferedReader(new InputStreamReader(connection.getInputStream(), StandardCharsets.UTF_8));
            String id = "";
            int length = 0;
            for (String line = in.readLine(); line != null && !line.isEmpty(); line = in.readLine()) {
                String lower = line.toLowerCase(Locale.ROOT);
                id = lower.startsWith("webhook-id:") ? line.substring(11).strip() : id;
                length = lower.startsWith("content-length:")
                        ? Integer.parseInt(line.substring(15).strip())
                        : length;
            }
            char[] body = new char[length];
            int read = 0;
            while (read < length) {
                read += in.read(body, read, length - read);
            }
            Torment[] all = Torment.values();
            Torment torment = all[Math.min(count.getAndIncrement(), all.length - 1)];
            requests.add(new Request(id, new String(body), torment));
            answer(connection, torment);
        } catch (IOException e) {
            // The sender hung up: its right.
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void answer(Socket connection, Torment torment) throws IOException, InterruptedException {
        OutputStream out = connection.getOutputStream();
        switch (torment) {
            case FAILS -> say(out, "HTTP/1.1 500 Oops\r\nContent-Length: 5\r\nConnection: close\r\n\r\nhell!");
            case RESETS -> connection.setSoLinger(true, 0);
            case NEVER_ANSWERS -> closed.await(1, TimeUnit.MINUTES);
            case DRIPS -> {
                say(out, "HTTP/1.1 200 OK\r\nContent-Length: 100000\r\n\r\n");
                while (!closed.await(100, TimeUnit.MILLISECONDS)) {
                    say(out, "x");
                }
            }
            case REDIRECTS_INSIDE ->
                say(
                        out,
                        "HTTP/1.1 307 Elsewhere\r\nLocation: http://169.254.169.254/latest\r\nContent-Length: 0\r\n"
                                + "Connection: close\r\n\r\n");
            case WANTS_TIME ->
                say(out, "HTTP/1.1 429 Slow\r\nRetry-After: 1\r\nContent-Length: 0\r\nConnection: close\r\n\r\n");
            case SPEAKS_NO_HTTP -> say(out, "220 mail.example ESMTP\r\n");
            case CLOSES -> {}
            case TAKES -> say(out, "HTTP/1.1 204 Fine\r\nConnection: close\r\n\r\n");
        }
    }

    private static void say(OutputStream out, String text) throws IOException {
        out.write(text.getBytes(StandardCharsets.UTF_8));
        out.flush();
    }

    @Override
    public void close() throws IOException {
        closed.countDown();
        socket.close();
    }
}
