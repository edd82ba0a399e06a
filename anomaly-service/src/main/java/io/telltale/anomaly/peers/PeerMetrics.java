package io.telltale.anomaly.peers;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;

/** What the comparison of siblings counts; README.md lists it. Thread-safe; every series exists from the start. */
public final class PeerMetrics {

    private final Counter found;
    private final Counter judged;
    private final Counter skipped;
    private final Timer look;
    private final AtomicInteger packs = new AtomicInteger();
    private final AtomicInteger members = new AtomicInteger();

    /** Registers every series. */
    public PeerMetrics(MeterRegistry registry) {
        found = registry.counter("anomaly.findings.stored", "detector", PeerFinding.DETECTOR);
        judged = registry.counter("anomaly.peers.windows", "outcome", "judged");
        skipped = registry.counter("anomaly.peers.windows", "outcome", "skipped");
        look = Timer.builder("anomaly.peers.look").register(registry);
        registry.gauge("anomaly.peers.packs", packs);
        registry.gauge("anomaly.peers.members", members);
    }

    void committed(int windows, int findings, Duration took) {
        judged.increment(windows);
        found.increment(findings);
        look.record(took);
    }

    void skipped(long windows) {
        skipped.increment(windows);
    }

    void holding(Packs held) {
        packs.set(held.size());
        members.set(held.members());
    }
}
