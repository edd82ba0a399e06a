package io.telltale.ingest;

import io.telltale.ingest.admission.Refusal;
import io.telltale.ingest.relay.NoRoom;
import java.util.List;

/** What became of a message, told when it is durable, or will not be, and its sender may be answered. */
public sealed interface Outcome {

    /** Every value is on its way. */
    record Relayed() implements Outcome {}

    /** Nothing of it is; it is parked as a dead letter. */
    record Refused(List<Refusal> refusals) implements Outcome {}

    /** The good values are on their way, and the message is parked for the sake of the others. */
    record PartlyRelayed(List<Refusal> refusals) implements Outcome {}

    /**
     * JetStream has no room for it, or for its dead letter; the sender still has it and is to send it again. Of a message with
     * good and bad values the good ones may be on their way nevertheless.
     */
    record Returned(NoRoom reason) implements Outcome {}
}
