package io.telltale.testkit;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.concurrent.ThreadLocalRandom;

/**
 * A TCP port on the loopback interface that nobody listens on. It lies below the ports that the system gives to outgoing
 * connections, so that it is still free when a stopped server comes back to it.
 */
public final class FreePort {
    private static final int FIRST = 15_000;
    private static final int LAST = 31_999;
    private static final int TRIES = 200;

    private FreePort() {}

    /** One of them, chosen at random; it is not held, so a stranger may still take it. */
    public static int choose() {
        for (int i = 0; i < TRIES; i++) {
            int port = ThreadLocalRandom.current().nextInt(FIRST, LAST + 1);
            try (ServerSocket socket = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
                return socket.getLocalPort();
            } catch (IOException taken) {
                // the next one, then
            }
        }
        throw new IllegalStateException("no free port found between " + FIRST + " and " + LAST);
    }
}
