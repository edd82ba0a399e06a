package io.telltale.simulator.endtoend;

import io.telltale.testkit.FreePort;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * What stands before replicas: takes connections on one port and passes each to the next replica that takes it. A replica that
 * ends takes its connections with it; whoever comes back gets another one.
 */
final class Balancer implements AutoCloseable {

    private static final int CONNECT_MILLIS = 500;

    private final ServerSocket door;
    private final List<Integer> replicas;
    private final AtomicInteger turn = new AtomicInteger();

    /** In front of these ports of the loopback interface. */
    Balancer(List<Integer> replicas) {
        this.replicas = List.copyOf(replicas);
        try {
            door = new ServerSocket(FreePort.choose(), 256, InetAddress.getLoopbackAddress());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Thread.ofVirtual().name("balancer").start(this::take);
    }

    int port() {
        return door.getLocalPort();
    }

    private void take() {
        while (!door.isClosed()) {
            try {
                Socket client = door.accept();
                Thread.ofVirtual().start(() -> pass(client));
            } catch (IOException closed) {
                return;
            }
        }
    }

    private void pass(Socket client) {
        try (client;
                Socket replica = next()) {
            Thread answers = Thread.ofVirtual().start(() -> copy(replica, client));
            copy(client, replica);
            answers.join();
        } catch (IOException nobody) {
            // Closing the client's connection says it: nobody is there now.
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private Socket next() throws IOException {
        int first = turn.getAndIncrement();
        for (int i = 0; i < replicas.size(); i++) {
            Socket socket = new Socket();
            try {
                int port = replicas.get(Math.floorMod(first + i, replicas.size()));
                socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), CONNECT_MILLIS);
                return socket;
            } catch (IOException e) {
                socket.close();
            }
        }
        throw new IOException("no replica takes a connection");
    }

    /** Until either side ends; then both have ended. */
    private static void copy(Socket from, Socket to) {
        try (from;
                to) {
            from.setTcpNoDelay(true);
            from.getInputStream().transferTo(to.getOutputStream());
        } catch (IOException ended) {
            // one of the two was closed or killed
        }
    }

    @Override
    public void close() {
        try {
            door.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
