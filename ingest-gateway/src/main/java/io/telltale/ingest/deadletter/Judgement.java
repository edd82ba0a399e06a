package io.telltale.ingest.deadletter;

import io.telltale.events.DeadLetter;
import io.telltale.events.Reading;
import io.telltale.events.ReadingBatch;
import io.telltale.ingest.TelemetryInbox;
import io.telltale.ingest.admission.Refusal;
import io.telltale.ingest.admission.Verdict;
import java.util.List;
import java.util.stream.IntStream;

/**
 * What would become of a letter if it were replayed now.
 *
 * @param origin the topic or subject it would go to
 * @param admitted how many readings would be stored; 0 for an event, which carries none
 * @param readings the first hundred of them
 * @param refused what would be refused; empty when the letter as a whole would go through
 */
record Judgement(String origin, int admitted, List<ReadingView> readings, List<RefusalView> refused) {

    /** One thing that would be refused. */
    record RefusalView(String reason, String detail) {}

    static Judgement of(DeadLetter letter, TelemetryInbox inbox) {
        return switch (WayBack.of(letter)) {
            case WayBack.Door door -> of(letter.origin(), inbox.judgeAgain(door.message()));
            case WayBack.Lane lane -> passed(letter.origin(), readings(lane.batch()));
            case WayBack.Feed feed -> passed(letter.origin(), List.of());
            case WayBack.Unfit(String why) -> refused(letter.origin(), "malformed", why);
            case WayBack.Nowhere(String why) -> refused(letter.origin(), "not-replayable", why);
        };
    }

    /** The readings of a batch as records. */
    static List<Reading> readings(ReadingBatch batch) {
        return IntStream.range(0, batch.size()).mapToObj(batch::reading).toList();
    }

    private static Judgement of(String origin, Verdict verdict) {
        return switch (verdict) {
            case Verdict.Admitted(var readings) -> passed(origin, readings);
            case Verdict.Refused(var refusals) -> new Judgement(origin, 0, List.of(), views(refusals));
            case Verdict.Partly(var readings, var refusals, long stamped) ->
                new Judgement(origin, readings.size(), ReadingView.first(readings), views(refusals));
        };
    }

    private static Judgement passed(String origin, List<Reading> readings) {
        return new Judgement(origin, readings.size(), ReadingView.first(readings), List.of());
    }

    private static Judgement refused(String origin, String reason, String why) {
        return new Judgement(origin, 0, List.of(), List.of(new RefusalView(reason, why)));
    }

    private static List<RefusalView> views(List<Refusal> refusals) {
        return refusals.stream()
                .map(refusal -> new RefusalView(refusal.reason().label(), refusal.detail()))
                .toList();
    }
}
