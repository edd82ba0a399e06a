package io.telltale.simulator.chaos;

import io.telltale.simulator.load.DeviceAccount;
import io.telltale.simulator.load.LoadStream;
import io.telltale.simulator.stack.CannotRunException;
import io.telltale.simulator.terminal.StatusLine;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Predicate;
import java.util.function.Supplier;

/**
 * Waits until the platform has come to rest and then asks it about everything. Each wait is bounded: what has not come by then
 * counts as missing. Blocking, one thread.
 */
final class Proof {

    /** A webhook whose delivery died with its service is claimed by another one 45 s later. */
    private static final Duration PATIENCE = Duration.ofSeconds(90);

    private static final Duration GLANCE = Duration.ofMillis(500);

    private final ChaosLoad load;
    private final StatusLine status;

    Proof(ChaosLoad load, StatusLine status) {
        this.load = load;
        this.status = status;
    }

    /** Waits for outstanding acknowledgements and hangs up. */
    void drain() throws InterruptedException {
        load.stop();
        settle("acknowledgements", () -> load.counts().outstanding(), outstanding -> outstanding == 0);
        load.hangUp();
    }

    ReadingAccount readings(List<Step> steps) {
        long acknowledged = load.counts().acknowledged();
        settle("the store", this::rows, rows -> rows >= acknowledged);
        ReadingAccount account = new ReadingAccount(steps);
        for (LoadStream stream : load.streams()) {
            for (DeviceAccount device : stream.accounts()) {
                account.add(device, stream::dueMicros);
            }
        }
        return account;
    }

    AlertAccount alerts() {
        List<Crossing> crossings = new ArrayList<>();
        for (LoadStream stream : load.streams()) {
            for (DeviceAccount device : stream.accounts()) {
                crossings.addAll(Crossing.of(device, stream.wave(), stream::dueMicros));
            }
        }
        return settle(
                "alerts and their webhooks",
                () -> AlertAccount.of(crossings, load.api().alerts(), load.notices()),
                AlertAccount::exact);
    }

    DeadLetterAccount deadLetters() {
        return settle("dead letters", this::countDeadLetters, account -> account.missing() == 0);
    }

    private DeadLetterAccount countDeadLetters() {
        return load.malformed().stream()
                .map(sender ->
                        DeadLetterAccount.of(sender.answered(), load.api().deadLetters(sender.device())))
                .reduce(DeadLetterAccount::plus)
                .orElseThrow();
    }

    private long rows() {
        long rows = 0;
        for (LoadStream stream : load.streams()) {
            rows += stream.storedRows();
        }
        return rows;
    }

    /** Asks until it is well, or the same for as long as patience lasts. */
    private <T> T settle(String what, Supplier<T> question, Predicate<T> well) {
        T last = ask(question);
        long changed = System.nanoTime();
        while (!well.test(last) && System.nanoTime() - changed < PATIENCE.toNanos()) {
            status.show("waiting for " + what + ": " + last);
            LockSupport.parkNanos(GLANCE.toNanos());
            T now = ask(question);
            if (!now.equals(last)) {
                last = now;
                changed = System.nanoTime();
            }
        }
        return last;
    }

    /** A service that has just come back may not answer at once. */
    private static <T> T ask(Supplier<T> question) {
        long until = System.nanoTime() + Duration.ofSeconds(30).toNanos();
        while (true) {
            try {
                return question.get();
            } catch (CannotRunException e) {
                if (System.nanoTime() > until) {
                    throw e;
                }
                LockSupport.parkNanos(GLANCE.toNanos());
            }
        }
    }
}
