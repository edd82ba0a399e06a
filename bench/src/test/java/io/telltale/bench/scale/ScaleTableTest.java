package io.telltale.bench.scale;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ScaleTableTest {

    private static final long MIB = 1 << 20;

    private static final ScaleResults RESULTS = new ScaleResults(
            2,
            List.of(new ConnectionStorm(
                    10_000,
                    List.of(
                            new Phase(
                                    "connect",
                                    0,
                                    10_100,
                                    10_000,
                                    10_000,
                                    10_000,
                                    0,
                                    0,
                                    new Phase.Latency(1.4, 115, 265.5)),
                            new Phase("hold", 10_200, 30_200, 9_999, 0, 0, 0, 1, new Phase.Latency(0, 0, 0))),
                    4_480,
                    6_024,
                    0.051,
                    Map.of("ingest-gateway", 300 * MIB, "console", 100 * MIB, "postgresql", 999 * MIB),
                    Map.of("connect", 5.54))),
            List.of(new CrowdedStart(
                    100_000,
                    31.4,
                    99.9,
                    List.of(new CrowdedStart.Start("ingest-gateway", 3.5, 1.5, 4.25, 2.25, 200 * MIB, 160 * MIB)),
                    250)),
            List.of(cost(1_000, 2.5), cost(100_000, 3)));

    private static SeriesCost cost(int series, double anomaly) {
        return new SeriesCost(
                series,
                1_000_000,
                39_990.4,
                Map.of("anomaly-service", anomaly, "postgresql", 6.0),
                1_234,
                Map.of("anomaly-service", 300 * MIB));
    }

    @Test
    void eachPhaseOfAStormIsARowAndItsMemoryIsThatOfTheFiveServices() {
        assertThat(ScaleTable.of(RESULTS).lines())
                .contains(
                        "| connect | 10.1 | 10,000 | 0 | 0 | 1.4 / 115.0 / 265.5 | 5.54 |",
                        "| hold | 20.0 | 9,999 | 0 | 1 | – | 0.00 |")
                .anyMatch(
                        line -> line.contains("400 MiB in the five services (ingest-gateway 300, anomaly-service 0,"));
    }

    @Test
    void aStartStandsBesideTheOneWithoutDevices() {
        assertThat(ScaleTable.of(RESULTS).lines())
                .contains("| ingest-gateway | 3.50 (1.50) | 4.25 (2.25) | 200 (160) |");
    }

    @Test
    void seriesStandBesideEachOther() {
        assertThat(ScaleTable.of(RESULTS).lines())
                .contains(
                        "| series | 1,000 | 100,000 |",
                        "| anomaly-service, CPU s for a million | 2.50 | 3.00 |",
                        "| nats, CPU s for a million | 0.00 | 0.00 |",
                        "| anomaly-service, heap of a series, bytes | 1,234 | 1,234 |");
    }

    @Test
    void theJsonHasWhatTheTableHas() {
        JsonNode json = new ObjectMapper().valueToTree(RESULTS);
        assertThat(json.at("/connections/0/phases/0/latency/p99").asDouble()).isEqualTo(115);
        assertThat(json.at("/devices/0/starts/0/emptySeconds").asDouble()).isEqualTo(1.5);
        assertThat(json.at("/series/1/cpuPerMillion/anomaly-service").asDouble())
                .isEqualTo(3);
    }
}
