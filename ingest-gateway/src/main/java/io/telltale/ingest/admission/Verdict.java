package io.telltale.ingest.admission;

import io.telltale.events.Reading;
import java.util.List;

/** What admission makes of one message. Immutable. */
public sealed interface Verdict {

    /** Every value is a reading. */
    record Admitted(List<Reading> readings) implements Verdict {}

    /** Nothing of the message goes on. */
    record Refused(List<Refusal> refusals) implements Verdict {}

    /**
     * The good values go on, the bad ones are parked with the message they came in.
     *
     * @param stampedMicros the time that readings without one of their own were given, so that a replay of the message
     *     gives them the same again
     */
    record Partly(List<Reading> readings, List<Refusal> refusals, long stampedMicros) implements Verdict {}

    /** The whole message refused for one fault. */
    static Verdict refused(Reason reason, String detail) {
        return new Refused(List.of(new Refusal(reason, detail)));
    }
}
