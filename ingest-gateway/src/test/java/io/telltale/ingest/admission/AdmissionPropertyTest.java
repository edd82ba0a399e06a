package io.telltale.ingest.admission;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.telltale.events.Json;
import io.telltale.events.Reading;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What must hold for every input: nothing throws, nothing good is lost, nothing bad comes through. */
class AdmissionPropertyTest {

    private static final int ROUNDS = 20_000;
    private static final String ALPHABET = "{}[]\":,.0123456789eE+-truefalsnNaIity \\u\t\u00e9\ud83d\ude00";

    private final AdmissionFixture fixture = new AdmissionFixture();

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void garbageOfAnyKindGetsAVerdict(long seed) {
        RandomGenerator random = RandomGeneratorFactory.of("L64X128MixRandom").create(seed);
        for (int round = 0; round < ROUNDS; round++) {
            byte[] payload = new byte[random.nextInt(64)];
            if (random.nextBoolean()) {
                random.nextBytes(payload);
            } else {
                for (int i = 0; i < payload.length; i++) {
                    payload[i] = (byte) ALPHABET.charAt(random.nextInt(ALPHABET.length()));
                }
            }
            check(fixture.judge(payload));
            check(fixture.judge(AdmissionFixture.TOPIC + "/m", payload));
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void aGoodMessageWithOneByteChangedGetsAVerdict(long seed) {
        RandomGenerator random = RandomGeneratorFactory.of("L64X128MixRandom").create(seed);
        byte[] good = "[{\"bn\":\"urn:x:\",\"n\":\"a\",\"v\":1.5},{\"n\":\"b\",\"vb\":true,\"t\":-1}]".getBytes();
        for (int round = 0; round < ROUNDS; round++) {
            byte[] payload = good.clone();
            payload[random.nextInt(payload.length)] = (byte) random.nextInt();
            check(fixture.judge(payload));
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void aGoodCborPackWithBytesChangedGetsAVerdict(long seed) {
        RandomGenerator random = RandomGeneratorFactory.of("L64X128MixRandom").create(seed);
        // [{bn: "x:", n: "a", v: 1.5}, {n: "b", vb: true, t: -1}]
        byte[] good = HexFormat.of().parseHex("82a32162783a00616102f93e00a300616204f50620");
        for (int round = 0; round < ROUNDS; round++) {
            byte[] payload = good.clone();
            for (int faults = random.nextInt(4); faults >= 0; faults--) {
                payload[random.nextInt(payload.length)] = (byte) random.nextInt();
            }
            check(fixture.judge(Arrays.copyOf(payload, 1 + random.nextInt(payload.length))));
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void topicsOfAnyKindGetAVerdict(long seed) {
        RandomGenerator random = RandomGeneratorFactory.of("L64X128MixRandom").create(seed);
        for (int round = 0; round < ROUNDS; round++) {
            StringBuilder topic = new StringBuilder(AdmissionFixture.TOPIC).append("/m");
            for (int faults = random.nextInt(4); faults >= 0; faults--) {
                int at = random.nextInt(topic.length());
                switch (random.nextInt(4)) {
                    case 0 -> topic.deleteCharAt(at);
                    case 1 -> topic.insert(at, "/#+$\u0000. \ud83d".charAt(random.nextInt(8)));
                    case 2 -> topic.setCharAt(at, (char) random.nextInt());
                    default -> topic.insert(at, topic.substring(at));
                }
            }
            check(fixture.judge(topic.toString(), "1"));
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void timesOfAnyKindAreReadOrRefused(long seed) {
        RandomGenerator random = RandomGeneratorFactory.of("L64X128MixRandom").create(seed);
        for (int round = 0; round < ROUNDS; round++) {
            String ts =
                    switch (random.nextInt(4)) {
                        case 0 -> Long.toString(random.nextLong());
                        case 1 -> Double.toString(Double.longBitsToDouble(random.nextLong()));
                        case 2 ->
                            "\"" + Instant.ofEpochSecond(random.nextLong(-1L << 40, 1L << 40), random.nextInt()) + "\"";
                        default -> "17" + random.nextLong(100_000_000_000L);
                    };
            Verdict verdict = fixture.judge("{\"ts\":" + ts + ",\"a\":1}");
            check(verdict);
            assertThat(readings(verdict)).allSatisfy(reading -> assertThat(reading.micros())
                    .isBetween(946_684_800_000_000L, 4_102_444_800_000_000L));
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void everyGoodValueComesThroughAndEveryBadOneIsRefused(long seed) throws JsonProcessingException {
        RandomGenerator random = RandomGeneratorFactory.of("L64X128MixRandom").create(seed);
        for (int round = 0; round < 2_000; round++) {
            List<Map<String, Object>> records = new ArrayList<>();
            List<Reading> expected = new ArrayList<>();
            int bad = 0;
            for (int r = 0; r < 1 + random.nextInt(4); r++) {
                long millis = 1_700_000_000_000L + random.nextInt();
                Map<String, Object> values = new LinkedHashMap<>();
                for (int v = 0; v < random.nextInt(5); v++) {
                    if (random.nextInt(4) == 0) {
                        values.put("bad" + v, "text");
                        bad++;
                    } else {
                        double value = random.nextGaussian() * Math.pow(10, random.nextInt(-20, 20));
                        values.put("m" + v, value);
                        expected.add(AdmissionFixture.reading("m" + v, millis * 1000, value));
                    }
                }
                records.add(record(random, millis, values));
            }
            Verdict verdict = fixture.judge(Json.MAPPER.writeValueAsString(records));

            assertThat(readings(verdict)).isEqualTo(expected);
            assertThat(refusals(verdict)).hasSize(bad == 0 && expected.isEmpty() ? 1 : bad);
        }
    }

    private static Map<String, Object> record(RandomGenerator random, long millis, Map<String, Object> values) {
        Map<String, Object> record = new LinkedHashMap<>();
        record.put("ts", millis);
        if (random.nextBoolean()) {
            record.put("values", values);
        } else {
            record.putAll(values);
        }
        return record;
    }

    private static void check(Verdict verdict) {
        assertThat(readings(verdict))
                .allSatisfy(reading -> assertThat(reading.value()).isFinite());
        assertThat(readings(verdict).size() + refusals(verdict).size()).isPositive();
    }

    private static List<Reading> readings(Verdict verdict) {
        return switch (verdict) {
            case Verdict.Admitted(List<Reading> readings) -> readings;
            case Verdict.Partly(List<Reading> readings, List<Refusal> refusals, long stamped) -> readings;
            case Verdict.Refused refused -> List.of();
        };
    }

    private static List<Refusal> refusals(Verdict verdict) {
        return switch (verdict) {
            case Verdict.Admitted admitted -> List.of();
            case Verdict.Partly(List<Reading> readings, List<Refusal> refusals, long stamped) -> refusals;
            case Verdict.Refused(List<Refusal> refusals) -> refusals;
        };
    }
}
