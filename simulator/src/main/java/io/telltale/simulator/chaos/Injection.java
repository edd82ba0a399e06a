package io.telltale.simulator.chaos;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.locks.LockSupport;

/**
 * Lets faults happen, all at the same time. A fault ends when its process is started anew or thawed; {@link #ended} is when the
 * last of them did, {@link #ready} when all processes are ready again.
 */
final class Injection {

    private final Executor threads = Thread::startVirtualThread;
    private final OwnPlatform platform;
    private final Duration freeze;

    Injection(OwnPlatform platform, Duration freeze) {
        this.platform = platform;
        this.freeze = freeze;
    }

    /** The fault's end and the end of its repair, by {@link System#nanoTime}; a failure is that of the command. */
    record UnderWay(CompletableFuture<Long> ended, CompletableFuture<Long> ready) {}

    UnderWay begin(List<Fault> faults) {
        List<UnderWay> each = faults.stream().map(fault -> begin(fault)).toList();
        return new UnderWay(
                latest(each.stream().map(UnderWay::ended).toList()),
                latest(each.stream().map(UnderWay::ready).toList()));
    }

    private UnderWay begin(Fault fault) {
        CompletableFuture<Long> ended = CompletableFuture.supplyAsync(() -> disturb(fault), threads);
        return new UnderWay(ended, ended.thenApplyAsync(at -> mend(fault), threads));
    }

    private long disturb(Fault fault) {
        switch (fault.kind()) {
            case KILL -> platform.kill(fault.target());
            case RESTART -> platform.stop(fault.target());
            case FREEZE -> {
                platform.freeze(fault.target());
                LockSupport.parkNanos(freeze.toNanos());
            }
        }
        return System.nanoTime();
    }

    private long mend(Fault fault) {
        switch (fault.kind()) {
            case KILL, RESTART -> platform.start(fault.target());
            case FREEZE -> platform.thaw(fault.target());
        }
        return System.nanoTime();
    }

    private static CompletableFuture<Long> latest(List<CompletableFuture<Long>> times) {
        return times.stream()
                .reduce((one, other) -> one.thenCombine(other, Math::max))
                .orElseThrow();
    }
}
