package io.telltale.simulator.chaos;

import io.telltale.simulator.load.LoadStream.Counts;
import io.telltale.simulator.load.LoadStream.Tide.Level;
import io.telltale.simulator.stack.CannotRunException;
import io.telltale.simulator.terminal.Ending;
import io.telltale.simulator.terminal.StatusLine;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.BooleanSupplier;

/**
 * Kills, restarts and freezes every process of a platform of its own under load, and then accounts for everything: {@link #run}
 * reads as the story. One thread drives it; event loops publish, faults happen on threads of their own.
 */
final class ChaosRun {

    private static final Duration GLANCE = Duration.ofMillis(50);
    private static final Duration CALM = Duration.ofSeconds(1);
    private static final Duration FREEZE = Duration.ofSeconds(5);
    private static final Duration LONGEST_RECOVERY = Duration.ofSeconds(60);

    /** What a fault takes at least; with less time left none begins. */
    private static final Duration SHORTEST_STEP = Duration.ofSeconds(5);

    private final Path clone;
    private final ChaosPlan plan;
    private final StatusLine status;
    private final Ending ending;
    private final List<Step> steps = new ArrayList<>();
    private long begun;

    ChaosRun(Path clone, ChaosPlan plan, StatusLine status, Ending ending) {
        this.clone = clone;
        this.plan = plan;
        this.status = status;
        this.ending = ending;
    }

    ChaosReport run() throws InterruptedException {
        try (OwnPlatform platform = new OwnPlatform(clone)) {
            status.say("bringing a platform of its own, in " + platform.home());
            try (ChaosLoad load = new ChaosLoad(plan, platform.up(ending))) {
                beginLoad(load);
                FaultPlan faults = new FaultPlan(plan.faults(), plan.seed());
                disturb(load, new Injection(platform, FREEZE), faults);
                ChaosReport report = prove(load, faults);
                if (!report.problems().isEmpty()) {
                    status.say("the logs of the platform are kept in " + platform.keepLogs());
                }
                return report;
            } finally {
                status.clear();
                status.show("taking the platform down");
            }
        }
    }

    private void beginLoad(ChaosLoad load) throws InterruptedException {
        load.connect();
        if (!within(LONGEST_RECOVERY, load::connected, () -> "connecting " + load.interruption())) {
            throw new CannotRunException("the devices could not connect: " + load.interruption());
        }
        load.begin();
        begun = System.nanoTime();
        if (recovery(load, begun, "before the first fault").isEmpty()) {
            throw new CannotRunException("the load does not flow: " + load.counts());
        }
        begun = System.nanoTime();
        rest(CALM, load, "before the first fault");
    }

    private void disturb(ChaosLoad load, Injection injection, FaultPlan faults) {
        while (elapsed().plus(SHORTEST_STEP).compareTo(plan.duration()) < 0) {
            List<Fault> next = faults.next();
            Step step = step(load, injection, next);
            steps.add(step);
            status.say(String.format(
                    Locale.ROOT,
                    "%5.1f s  %-44s %s",
                    elapsed().toMillis() / 1000d,
                    step.label(),
                    step.recoverMillis().isPresent()
                            ? String.format(
                                    Locale.ROOT,
                                    "recovered in %.1f s",
                                    step.recoverMillis().getAsLong() / 1000d)
                            : "NOT recovered"));
            rest(CALM, load, step.label());
        }
    }

    private Step step(ChaosLoad load, Injection injection, List<Fault> faults) {
        String label = new Step(faults, 0, OptionalLong.empty(), 0).label();
        long beginMicros = nowMicros();
        Injection.UnderWay underWay = injection.begin(faults);
        long ended = await(underWay.ended(), load, label);
        OptionalLong recovered = recovery(load, ended, label);
        long ready = await(underWay.ready(), load, label);
        return new Step(faults, beginMicros, recovered, (ready - ended) / 1_000_000);
    }

    /** Milliseconds from the end of a fault until all flows again. */
    private OptionalLong recovery(ChaosLoad load, long endNanos, String label) {
        Recovery recovery = new Recovery(nowMicros() - (System.nanoTime() - endNanos) / 1000);
        boolean[] reached = {false};
        boolean well = within(
                LONGEST_RECOVERY,
                () -> {
                    long now = nowMicros();
                    Optional<Level> level = load.level();
                    reached[0] = level.isPresent() && recovery.isReached(level.get(), now);
                    return reached[0];
                },
                () -> progress(load, label + ", recovering"));
        return well ? OptionalLong.of((System.nanoTime() - endNanos) / 1_000_000) : OptionalLong.empty();
    }

    private ChaosReport prove(ChaosLoad load, FaultPlan faults) throws InterruptedException {
        Duration seconds = elapsed();
        Proof proof = new Proof(load, status);
        proof.drain();
        ReadingAccount readings = proof.readings(steps);
        AlertAccount alerts = proof.alerts();
        DeadLetterAccount deadLetters = proof.deadLetters();
        Counts counts = load.counts();
        ReadingAccount.Span total = readings.total();
        return new ChaosReport(
                plan.seed(),
                seconds.toMillis() / 1000d,
                rows(readings),
                total.acknowledged(),
                total.stored(),
                total.lost(),
                total.duplicated(),
                readings.unacknowledged(),
                readings.refused(),
                readings.strangers(),
                readings.named(),
                counts.reconnects(),
                counts.resent(),
                counts.sentAgain(),
                alerts,
                deadLetters,
                faults.untried().stream().map(Fault::toString).toList(),
                Verdict.problems(readings, alerts, deadLetters, steps, plan.recoverWithin()));
    }

    private List<ChaosReport.Row> rows(ReadingAccount readings) {
        List<ChaosReport.Row> rows = new ArrayList<>();
        rows.add(row("(before)", readings.span(0), null));
        for (int i = 0; i < steps.size(); i++) {
            rows.add(row(steps.get(i).label(), readings.span(i + 1), steps.get(i)));
        }
        return rows;
    }

    private static ChaosReport.Row row(
            String name, ReadingAccount.Span span, @org.jspecify.annotations.Nullable Step step) {
        return new ChaosReport.Row(
                name,
                span.acknowledged(),
                span.stored(),
                span.lost(),
                span.duplicated(),
                step == null || step.recoverMillis().isEmpty()
                        ? null
                        : step.recoverMillis().getAsLong(),
                step == null ? null : step.readyMillis());
    }

    private long await(CompletableFuture<Long> future, ChaosLoad load, String label) {
        within(Duration.ofMinutes(5), future::isDone, () -> progress(load, label));
        try {
            return future.join();
        } catch (CompletionException e) {
            throw e.getCause() instanceof CannotRunException known
                    ? known
                    : new IllegalStateException(label, e.getCause());
        }
    }

    private void rest(Duration time, ChaosLoad load, String label) {
        within(time, () -> false, () -> progress(load, label));
    }

    /** Whether it came true in time. Ends the run when the user wants an end. */
    private boolean within(Duration time, BooleanSupplier done, java.util.function.Supplier<String> text) {
        long until = System.nanoTime() + time.toNanos();
        while (!done.getAsBoolean()) {
            if (System.nanoTime() > until) {
                return false;
            }
            if (ending.requestedWithin(GLANCE)) {
                throw new CannotRunException("ended early: nothing is proved");
            }
            status.show(text.get());
        }
        return true;
    }

    private String progress(ChaosLoad load, String label) {
        Counts counts = load.counts();
        return String.format(
                Locale.ROOT,
                "%s %4.0f s  %s  acknowledged %d  on the way %d",
                StatusLine.bar((double) elapsed().toMillis() / plan.duration().toMillis()),
                elapsed().toMillis() / 1000d,
                label,
                counts.acknowledged(),
                counts.outstanding());
    }

    private Duration elapsed() {
        return Duration.ofNanos(System.nanoTime() - begun);
    }

    private static long nowMicros() {
        return ChronoUnit.MICROS.between(Instant.EPOCH, Instant.now());
    }
}
