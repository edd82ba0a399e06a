package io.telltale.simulator.chaos;

import io.telltale.simulator.stack.CannotRunException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;

/**
 * Free TCP ports of the loopback interface, below those that the system gives to outgoing connections, so that each is still free
 * when a killed server comes back to it.
 */
final class FreePorts {

    private static final int FIRST = 15_000;
    private static final int LAST = 31_999;
    private static final int TRIES = 1_000;

    private FreePorts() {}

    /** So many different ones. */
    static List<Integer> choose(int count) {
        Set<Integer> free = new LinkedHashSet<>();
        for (int i = 0; i < TRIES && free.size() < count; i++) {
            int port = ThreadLocalRandom.current().nextInt(FIRST, LAST + 1);
            try (ServerSocket socket = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
                free.add(socket.getLocalPort());
            } catch (IOException taken) {
                // another one, then
            }
        }
        if (free.size() < count) {
            throw new CannotRunException("not enough free ports between " + FIRST + " and " + LAST);
        }
        return List.copyOf(free);
    }
}
