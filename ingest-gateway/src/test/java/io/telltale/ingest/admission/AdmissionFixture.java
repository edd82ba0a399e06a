package io.telltale.ingest.admission;

import io.telltale.events.DeviceEntry;
import io.telltale.events.Reading;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** An admission over a few devices and a fixed receive time. */
final class AdmissionFixture {

    static final long RECEIVED = 1_780_000_000_000_000L;
    static final DeviceId PUMP = new DeviceId("default", "pump-7");
    static final String TOPIC = "telemetry/default/pump-7";

    private final Map<String, DeviceEntry> devices = new HashMap<>();
    final Admission admission = new Admission(
            (tenant, device) -> Optional.ofNullable(devices.get(DeviceEntry.key(tenant, device))),
            new SeriesLimits(new SeriesLimits.Bounds(1_000_000, 1_000_000, 86_400_000)),
            new ReceiveClock(),
            new Admission.Limits(4096, 20));

    AdmissionFixture() {
        register("default", "pump-7", true, false, Optional.empty());
        register("default", "off", false, false, Optional.empty());
        register("default", "site", true, true, Optional.empty());
        register("default", "child", true, false, Optional.of("site"));
        register("default", "dead-child", false, false, Optional.of("site"));
        register("other", "child", true, false, Optional.of("site"));
        register("default", "orphan", true, false, Optional.of("pump-7"));
    }

    private void register(String tenant, String device, boolean enabled, boolean gateway, Optional<String> parent) {
        DeviceEntry entry =
                new DeviceEntry(tenant, device, enabled, List.of(), Optional.empty(), Map.of(), gateway, parent);
        devices.put(entry.key(), entry);
    }

    Verdict judge(String payload) {
        return judge(TOPIC, payload.getBytes(StandardCharsets.UTF_8));
    }

    Verdict judge(byte[] payload) {
        return judge(TOPIC, payload);
    }

    Verdict judge(String topic, String payload) {
        return judge(topic, payload.getBytes(StandardCharsets.UTF_8));
    }

    Verdict judge(String topic, byte[] payload) {
        return admission.judge(new RawMessage(Optional.of(PUMP), topic, payload, RECEIVED));
    }

    Verdict judgeFrom(String sender, String topic) {
        DeviceId id = new DeviceId("default", sender);
        return admission.judge(new RawMessage(Optional.of(id), topic, "1".getBytes(StandardCharsets.UTF_8), RECEIVED));
    }

    static Reading reading(String metric, long micros, double value) {
        return new Reading("default", "pump-7", metric, micros, value);
    }

    static Verdict admitted(Reading... readings) {
        return new Verdict.Admitted(List.of(readings));
    }

    static Reason reason(Verdict verdict) {
        if (verdict instanceof Verdict.Refused(List<Refusal> refusals)) {
            return refusals.getFirst().reason();
        }
        throw new AssertionError("not refused: " + verdict);
    }

    static String detail(Verdict verdict) {
        if (verdict instanceof Verdict.Refused(List<Refusal> refusals)) {
            return refusals.getFirst().detail();
        }
        throw new AssertionError("not refused: " + verdict);
    }
}
