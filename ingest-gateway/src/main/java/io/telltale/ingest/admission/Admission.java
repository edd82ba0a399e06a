package io.telltale.ingest.admission;

import io.telltale.events.DeviceEntry;
import java.util.Optional;

/**
 * Decides what of a message is a reading: whose topic it is, whether the sender may speak there, and what the payload says.
 *
 * <p>A fault of the whole message (topic, sender, syntax, size) refuses all of it; a fault of one value or one record refuses
 * only that, and its neighbours go on. Pure but for what it is given: the device directory, the count of names, and the
 * stamps for values without a time. Any thread, never blocks, never throws for anything a device may send.
 */
public final class Admission {

    private final KnownDevices devices;
    private final SeriesLimits series;
    private final Stamps stamps;
    private final Limits limits;

    /**
     * How much one message may hold.
     *
     * @param payloadBytes longest payload
     * @param values most values, counting refused ones too
     */
    public record Limits(int payloadBytes, int values) {}

    /**
     * An admission.
     *
     * @param series counts the names that come in; may be shared
     */
    public Admission(KnownDevices devices, SeriesLimits series, Stamps stamps, Limits limits) {
        this.devices = devices;
        this.series = series;
        this.stamps = stamps;
        this.limits = limits;
    }

    /** The verdict on one message. */
    public Verdict judge(RawMessage message) {
        Optional<TelemetryTopic> parsed = message.sender().isPresent()
                ? TelemetryTopic.parse(message.topic(), message.sender().get())
                : TelemetryTopic.parse(message.topic());
        if (parsed.isEmpty()) {
            return Verdict.refused(Reason.BAD_TOPIC, "readings go to " + TelemetryTopic.SHAPE);
        }
        TelemetryTopic topic = parsed.get();
        Optional<Refusal> barred = barred(message.sender(), topic.target());
        if (barred.isPresent()) {
            return Verdict.refused(barred.get().reason(), barred.get().detail());
        }
        byte[] payload = message.payload();
        if (payload.length == 0) {
            return Verdict.refused(Reason.EMPTY, "the payload is empty");
        }
        if (payload.length > limits.payloadBytes) {
            return Verdict.refused(
                    Reason.TOO_LARGE,
                    "the payload has " + payload.length + " bytes, at most " + limits.payloadBytes + " are taken");
        }
        Gathered gathered = new Gathered(limits.values);
        if (topic.metric().isPresent()) {
            Payload.gatherBare(payload, topic.metric().get(), gathered);
        } else {
            Payload.gather(payload, message.receivedMicros(), limits.values, gathered);
        }
        return gathered.verdict(topic.target(), message.receivedMicros(), stamps, series);
    }

    /** Why the sender may not speak for the target, if it may not. */
    private Optional<Refusal> barred(Optional<DeviceId> sender, DeviceId target) {
        if (sender.isPresent()) {
            DeviceId self = sender.get();
            Optional<Refusal> unfit = unfit(self);
            if (unfit.isPresent() || self.equals(target)) {
                return unfit;
            }
            // Whoever asks about a stranger's device learns nothing of whether it exists.
            if (!isChild(target, self)) {
                return Optional.of(new Refusal(Reason.NOT_YOUR_TOPIC, self + " may not publish for " + target));
            }
        }
        return unfit(target);
    }

    private Optional<Refusal> unfit(DeviceId id) {
        Optional<DeviceEntry> entry = devices.find(id.tenant(), id.device());
        if (entry.isEmpty()) {
            return Optional.of(new Refusal(Reason.UNKNOWN_DEVICE, id + " is not registered"));
        }
        return entry.get().enabled()
                ? Optional.empty()
                : Optional.of(new Refusal(Reason.DEVICE_DISABLED, id + " is disabled"));
    }

    private boolean isChild(DeviceId target, DeviceId parent) {
        return target.tenant().equals(parent.tenant())
                && devices.find(parent.tenant(), parent.device())
                        .map(DeviceEntry::gateway)
                        .orElse(false)
                && devices.find(target.tenant(), target.device())
                        .flatMap(DeviceEntry::parent)
                        .map(parent.device()::equals)
                        .orElse(false);
    }
}
