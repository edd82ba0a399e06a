package io.telltale.bench.limits;

import io.telltale.bench.durability.LocalServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;

/** What a mill made of a server and some threads has to tell. */
final class Processes {

    private Processes() {}

    static Map<String, Long> of(String name, LocalServer server) {
        try {
            return Map.of(name, server.pid());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static long sum(List<Future<Long>> parts) throws ExecutionException, InterruptedException {
        long all = 0;
        for (Future<Long> part : parts) {
            all += part.get();
        }
        return all;
    }
}
