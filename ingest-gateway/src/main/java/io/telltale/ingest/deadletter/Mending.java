package io.telltale.ingest.deadletter;

import io.telltale.events.DeadLetter;
import io.telltale.events.Names;
import io.telltale.events.ReadingBatch;
import io.telltale.http.Caller;
import io.telltale.http.Problem;
import io.telltale.ingest.admission.DeviceId;
import java.nio.charset.StandardCharsets;

/**
 * Makes a mended letter of a parked one. Its time stays, because it stamps the values that have none; its stage and reason
 * stay too, and the detail says who mended it.
 *
 * <p>Nobody can put readings into another tenant this way: a new topic must be of the caller's tenant, and so must every
 * reading of a batch.
 */
final class Mending {

    private static final int DETAIL_LENGTH = 2_000;

    private final Caller caller;

    Mending(Caller caller) {
        this.caller = caller;
    }

    /**
     * The letter as it would be.
     *
     * @throws Problem 400 for contradictions and bad names, 403 for another tenant's topic or readings
     */
    DeadLetter mend(DeadLetter letter, Mend mend) {
        if (mend.text() != null && mend.payload() != null) {
            throw Problem.invalid("payload", "is given twice: leave either text or payload out");
        }
        String origin = origin(letter, mend);
        DeviceId owner = origin.equals(letter.origin())
                ? new DeviceId(letter.tenant(), letter.device())
                : DeviceId.ofTopic(origin)
                        .orElseThrow(() -> Problem.invalid(
                                "topic", "is not telemetry/{tenant}/{device} or telemetry/{tenant}/{device}/{metric}"));
        if (!origin.equals(letter.origin()) && !owner.tenant().equals(caller.tenant())) {
            throw Problem.forbidden("a letter can be mended for a device of " + caller.tenant() + " only");
        }
        String detail = "mended by " + caller.subject() + "; was: " + letter.detail();
        DeadLetter mended = new DeadLetter(
                letter.stage(),
                letter.reason(),
                detail.length() <= DETAIL_LENGTH ? detail : detail.substring(0, DETAIL_LENGTH),
                owner.tenant(),
                owner.device(),
                origin,
                letter.time(),
                payload(letter, mend));
        if (WayBack.of(mended) instanceof WayBack.Lane lane && !caller.admin()) {
            ownReadings(lane.batch());
        }
        return mended;
    }

    private static byte[] payload(DeadLetter letter, Mend mend) {
        if (mend.text() != null) {
            return mend.text().getBytes(StandardCharsets.UTF_8);
        }
        byte[] payload = mend.payload();
        return payload == null ? letter.payload() : payload;
    }

    private String origin(DeadLetter letter, Mend mend) {
        if (mend.topic() != null) {
            if (mend.device() != null || mend.metric() != null) {
                throw Problem.invalid("topic", "is given twice: leave either it or device and metric out");
            }
            return mend.topic();
        }
        if (mend.device() == null && mend.metric() == null) {
            return letter.origin();
        }
        String device = name("device", mend.device() == null ? device(letter) : mend.device());
        String topic = WayBack.Origins.TOPICS + caller.tenant() + '/' + device;
        return mend.metric() == null ? topic + metric(letter.origin()) : topic + '/' + name("metric", mend.metric());
    }

    /** Whose topic it came on, which is not the sender's when a gateway device speaks for its children. */
    private static String device(DeadLetter letter) {
        String device = DeviceId.ofTopic(letter.origin()).map(DeviceId::device).orElse(letter.device());
        if (device.equals(DeadLetter.UNKNOWN)) {
            throw Problem.invalid("device", "must be given: nobody knows whose this letter is");
        }
        return device;
    }

    /** The end of the topic that the letter came on, when that names a metric. */
    private static String metric(String origin) {
        String[] levels = origin.split("/", -1);
        return levels.length == 4 && Names.valid(levels[3]) ? '/' + levels[3] : "";
    }

    private static String name(String field, String name) {
        if (!Names.valid(name)) {
            throw Problem.invalid(field, "is not 1 to 64 of A-Z a-z 0-9 _ - beginning with a letter or digit");
        }
        return name;
    }

    private void ownReadings(ReadingBatch batch) {
        for (int i = 0; i < batch.size(); i++) {
            if (!batch.tenant(i).equals(caller.tenant())) {
                throw Problem.forbidden("the batch holds readings of another tenant than " + caller.tenant());
            }
        }
    }
}
