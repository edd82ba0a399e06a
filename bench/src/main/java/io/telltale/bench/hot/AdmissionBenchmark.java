package io.telltale.bench.hot;

import io.telltale.events.DeviceEntry;
import io.telltale.ingest.admission.Admission;
import io.telltale.ingest.admission.DeviceId;
import io.telltale.ingest.admission.RawMessage;
import io.telltale.ingest.admission.ReceiveClock;
import io.telltale.ingest.admission.SeriesLimits;
import io.telltale.ingest.admission.Verdict;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * What it costs to decode one message and to decide about it, in nanoseconds per message: from the bytes of its topic and
 * payload to its readings. The messages come from 1,000 connected devices in turn.
 */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
@State(Scope.Thread)
public class AdmissionBenchmark {

    private static final int DEVICES = 1_000;
    private static final long MICROS = 1_780_000_000_000_000L;
    private static final String TIME = "\"ts\":\"2026-05-28T20:26:40.123456Z\"";
    private static final byte[] ONE = utf8("{" + TIME + ",\"temperature\":21.57}");
    private static final byte[] TEN = utf8("{" + TIME
            + ",\"temperature\":21.57,\"pressure\":1013.2,\"humidity\":48,\"flow\":12.75,\"level\":3.1"
            + ",\"power\":1480,\"current\":6.42,\"voltage\":230.6,\"vibration\":0.017,\"door\":false}");
    private static final byte[] BARE = utf8("21.57");

    private final Connected[] devices = new Connected[DEVICES];
    private Admission admission = admission(Map.of());
    private int next;

    private record Connected(Optional<DeviceId> device, byte[] topic, byte[] metricTopic) {}

    /** Devices that the registry knows, each connected. */
    @Setup
    public void prepare() {
        Map<String, DeviceEntry> known = new ConcurrentHashMap<>();
        for (int i = 0; i < DEVICES; i++) {
            String name = "device-" + i;
            DeviceEntry entry = new DeviceEntry(
                    "default", name, true, List.of(), Optional.empty(), Map.of(), false, Optional.empty());
            known.put(entry.key(), entry);
            byte[] topic = utf8("telemetry/default/" + name);
            devices[i] = new Connected(
                    Optional.of(new DeviceId("default", name)),
                    topic,
                    utf8("telemetry/default/" + name + "/temperature"));
        }
        admission = admission(known);
    }

    /** A JSON object of a time and one value. */
    @Benchmark
    public Verdict oneValue() {
        Connected device = turn();
        return judge(device, device.topic, ONE);
    }

    /** A JSON object of a time and ten values. */
    @Benchmark
    public Verdict tenValues() {
        Connected device = turn();
        return judge(device, device.topic, TEN);
    }

    /** A bare number on the topic of its metric. */
    @Benchmark
    public Verdict bareNumber() {
        Connected device = turn();
        return judge(device, device.metricTopic, BARE);
    }

    private Connected turn() {
        next = next + 1 == DEVICES ? 0 : next + 1;
        return devices[next];
    }

    /** As from the wire: the topic's text is made anew for each message. */
    private Verdict judge(Connected device, byte[] topic, byte[] payload) {
        return admission.judge(
                new RawMessage(device.device, new String(topic, StandardCharsets.UTF_8), payload, MICROS));
    }

    private static Admission admission(Map<String, DeviceEntry> known) {
        return new Admission(
                (tenant, device) -> Optional.ofNullable(known.get(DeviceEntry.key(tenant, device))),
                new SeriesLimits(new SeriesLimits.Bounds(1_000, 1_000_000, 86_400_000)),
                new ReceiveClock(),
                new Admission.Limits(1 << 20, 10_000));
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
