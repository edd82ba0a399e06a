package io.telltale.ingest.deadletter;

import io.telltale.events.AnomalyFound;
import io.telltale.events.CloudEvent;
import io.telltale.events.DeadLetter;
import io.telltale.events.MalformedBatchException;
import io.telltale.events.ReadingBatch;
import io.telltale.events.Shards;
import io.telltale.ingest.admission.DeviceId;
import io.telltale.ingest.admission.RawMessage;
import java.io.IOException;
import java.time.Instant;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Where a letter goes when it is replayed; told by its origin alone, whatever stage parked it. */
sealed interface WayBack {

    /** Through admission, as a message of its device. */
    record Door(RawMessage message) implements WayBack {}

    /** Back to its lane of the stream {@code TELEMETRY}. */
    record Lane(String subject, ReadingBatch batch) implements WayBack {}

    /** Back to the stream {@code EVENTS}. */
    record Feed(String subject, CloudEvent event) implements WayBack {}

    /** It would be refused again as it is. */
    record Unfit(String why) implements WayBack {}

    /** Nobody could replay it, mended or not, without another origin. */
    record Nowhere(String why) implements WayBack {}

    /** The way back of a letter. */
    static WayBack of(DeadLetter letter) {
        if (letter.origin().startsWith(Origins.TOPICS)) {
            return new Door(message(letter));
        }
        Matcher lane = Origins.LANE.matcher(letter.origin());
        if (lane.matches()) {
            return lane(Integer.parseInt(lane.group(1)), letter);
        }
        if (Origins.FEED.matcher(letter.origin()).matches()) {
            return feed(letter);
        }
        return new Nowhere("a letter that came from '" + letter.origin()
                + "' cannot be replayed; mend it with the topic of the device it belongs to");
    }

    /** With the time it was received then, so that values without a time of their own get the same one again. */
    private static RawMessage message(DeadLetter letter) {
        Optional<DeviceId> sender = letter.device().equals(DeadLetter.UNKNOWN)
                ? Optional.empty()
                : Optional.of(new DeviceId(letter.tenant(), letter.device()));
        return new RawMessage(sender, letter.origin(), letter.payload(), micros(letter.time()));
    }

    private static WayBack lane(int shard, DeadLetter letter) {
        if (shard >= Shards.COUNT) {
            return new Nowhere("there is no lane " + shard + ": nobody would read it there");
        }
        try {
            ReadingBatch batch = ReadingBatch.parse(letter.payload());
            if (batch.size() == 0) {
                return new Unfit("the batch is empty");
            }
            for (int i = 0; i < batch.size(); i++) {
                int home = Shards.of(batch.tenant(i), batch.device(i));
                if (home != shard) {
                    return new Unfit(
                            batch.tenant(i) + '/' + batch.device(i) + " belongs to lane " + home + ", not to " + shard);
                }
            }
            return new Lane(letter.origin(), batch);
        } catch (MalformedBatchException e) {
            return new Unfit(String.valueOf(e.getMessage()));
        }
    }

    private static WayBack feed(DeadLetter letter) {
        try {
            CloudEvent event = CloudEvent.parse(letter.payload());
            if (letter.origin().startsWith("anomaly.")) {
                if (!AnomalyFound.TYPE.equals(event.type())) {
                    return new Unfit("not a finding: its type is " + event.type());
                }
                event.dataAs(AnomalyFound.class);
            }
            return new Feed(letter.origin(), event);
        } catch (IOException e) {
            return new Unfit("not an event: "
                    + String.valueOf(e.getMessage()).lines().findFirst().orElse(""));
        }
    }

    private static long micros(Instant time) {
        return time.getEpochSecond() * 1_000_000L + time.getNano() / 1_000;
    }

    /** The spellings of origins. */
    final class Origins {
        static final String TOPICS = "telemetry/";
        private static final Pattern LANE = Pattern.compile("telemetry\\.(\\d{1,3})");
        private static final Pattern FEED = Pattern.compile("(anomaly|alert|presence|device)\\..+");

        private Origins() {}
    }
}
