package io.telltale.ingest.deadletter;

import io.telltale.events.DeadLetter;
import io.telltale.http.Problem;
import io.telltale.ingest.deadletter.ReplayReport.NotReplayed;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Replays many letters, a few dozen under way at a time. A letter is taken out after all of it is persisted; a gateway that
 * dies in between leaves it, and replaying it again changes nothing. For one thread, once; blocks, for about {@link #TIME} at
 * most.
 */
final class ReplayRound {

    private static final int UNDER_WAY = 64;
    private static final int REASONS = 20;
    private static final Duration TIME = Duration.ofSeconds(8);
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final DeadLetterArchive archive;
    private final DeadLetterReplay replay;
    private final DeadLetterMeters meters;
    private final List<NotReplayed> reasons = new ArrayList<>();
    private int replayed;
    private int refused;
    private int skipped;

    ReplayRound(DeadLetterArchive archive, DeadLetterReplay replay, DeadLetterMeters meters) {
        this.archive = archive;
        this.replay = replay;
        this.meters = meters;
    }

    private record UnderWay(long id, CompletableFuture<Replay> replay) {}

    ReplayReport run(Span span, int limit, String subject, Predicate<DeadLetter> wanted) {
        long began = System.nanoTime();
        Optional<Long> from = Optional.of(span.from());
        while (from.isPresent() && done() < limit && System.nanoTime() - began < TIME.toNanos()) {
            DeadLetterArchive.Found found =
                    archive.between(from.get(), span.through(), Math.min(UNDER_WAY, limit - done()), subject, wanted);
            List<UnderWay> underWay = found.letters().stream()
                    .map(filed -> new UnderWay(filed.id(), replay.replay(filed.id(), filed.letter())))
                    .toList();
            for (UnderWay one : underWay) {
                if (!settled(one)) {
                    return report(span.next(one.id()));
                }
            }
            from = found.next();
        }
        return report(from.map(span::next).orElse(null));
    }

    private int done() {
        return replayed + refused + skipped;
    }

    /** Whether it is known what became of it. What was done before is told even when JetStream went away meanwhile. */
    private boolean settled(UnderWay one) {
        Replay outcome;
        try {
            outcome = DeadLetterDesk.await(one.replay, PATIENCE);
            if (outcome instanceof Replay.Sent) {
                archive.remove(one.id);
            }
        } catch (Problem away) {
            if (done() == 0) {
                throw away;
            }
            return false;
        }
        meters.replayed(outcome);
        switch (outcome) {
            case Replay.Sent sent -> replayed++;
            case Replay.Refused(String why) -> {
                refused++;
                remember(one.id, why);
            }
            case Replay.Skipped(String why) -> {
                skipped++;
                remember(one.id, why);
            }
        }
        return true;
    }

    private void remember(long id, String why) {
        if (reasons.size() < REASONS) {
            reasons.add(new NotReplayed(Long.toString(id), why));
        }
    }

    private ReplayReport report(@Nullable String next) {
        return new ReplayReport(replayed, refused, skipped, List.copyOf(reasons), next);
    }
}
