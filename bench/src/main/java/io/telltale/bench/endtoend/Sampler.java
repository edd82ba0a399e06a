package io.telltale.bench.endtoend;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Looks at processes twice a second, at their shares of memory every five seconds, on a thread of its own, from its creation until
 * {@link #stop}.
 */
public final class Sampler {

    private static final long PAUSE_MILLIS = 500;
    private static final int BETWEEN_SHARES = 10;

    private final Map<String, Long> processes;
    private final List<Usage> samples = new ArrayList<>(); // the thread's until it was joined
    private final Thread thread;
    private volatile boolean done;

    public Sampler(Map<String, Long> processes) {
        this.processes = Map.copyOf(processes);
        this.thread = Thread.ofPlatform().name("sampler").daemon().start(this::sample);
    }

    private void sample() {
        try {
            do {
                boolean shares = samples.size() % BETWEEN_SHARES == 0;
                samples.add(shares ? ProcessTable.withShares(processes) : ProcessTable.of(processes));
                Thread.sleep(PAUSE_MILLIS);
            } while (!done);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Ends it; all that was seen, the oldest first. */
    public List<Usage> stop() throws InterruptedException {
        done = true;
        thread.join();
        return samples;
    }
}
