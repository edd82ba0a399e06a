package io.telltale.bench.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.telltale.bench.endtoend.Alarms.Heard;
import io.telltale.bench.endtoend.LoadResult.Latency;
import io.telltale.bench.endtoend.LoadResult.Times;
import java.io.StringReader;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.xml.sax.InputSource;

class TableTest {

    private static final Results RESULTS = new Results(
            2,
            List.of(
                    Loads.measured(Case.ONE, "goal", 75_000, Loads.load(60_000, 0)),
                    Loads.measured(Case.TEN, "goal", 130_000, Loads.load(130_000, 0)),
                    Loads.measured(Case.ONE, "goal", 75_000, Loads.load(50_000, 0)),
                    Loads.measured(Case.TEN, "goal", 130_000, Loads.load(120_000, 0))),
            List.of(200_000.0, 100_000.0),
            List.of(600_000.0, 500_000.0),
            List.of(new Results.Acknowledged(Case.TEN, List.of(1_000_000.0, 500_000.0))),
            PeerResults.begin());

    @Test
    void roundsOfALoadBecomeARowWithTheirMedianAndTheirBounds() {
        assertThat(Table.of(RESULTS).lines())
                .contains(
                        "| one | 1,000 devices × 10 metrics, 10 messages in a row, QoS 1, listener |",
                        "| one, goal | 75,000 | 55,000 (50,000 – 60,000) | no: slower than asked | 10 / 30 | 50 / 70 |  | 2,750 → 2,750 | 0 | 0 |",
                        "| ingest-gateway | 8.50 | 8.50 |",
                        "| **together** | **14.5** | **14.5** |",
                        "| ingest-gateway | 300 | 300 |",
                        "| **the five services** | **300** | **300** |",
                        "| the five, what they share counted once | 290 | 290 |");
    }

    @Test
    void oneRoundThatFailsIsTold() {
        assertThat(RESULTS.rows().get(1).judgement()).hasToString("no: slower than asked");
    }

    @Test
    void limitsAreComparedRoundByRound() {
        assertThat(Table.of(RESULTS).lines())
                .contains(
                        "| raw COPY, 10,000 rows in a transaction: 150,000 (100,000 – 200,000) | 40 % | 93 % |",
                        "| raw JetStream, 100 readings in a message: 550,000 (500,000 – 600,000) | 10 % | 23 % |",
                        "| MQTT read, answered and dropped, case ten: 750,000 (500,000 – 1,000,000) | | 19 % |");
    }

    @Test
    void theJsonHasEveryRoundWithItsJudgement() throws Exception {
        JsonNode json = new ObjectMapper().valueToTree(RESULTS);

        assertThat(json.at("/loads").size()).isEqualTo(4);
        assertThat(json.at("/loads/0/sustained").asDouble()).isEqualTo(60_000);
        assertThat(json.at("/loads/0/judgement/problems/0").asText()).isEqualTo("slower than asked");
        assertThat(json.at("/loads/1/load/publishToStored/p99").asDouble()).isEqualTo(70);
    }

    @Test
    void webhooksOfTheRoundsThatHadAlarmsAreTold() {
        Heard heard = new Heard(40, 39, 1, 0, new Latency(39, 20, 30, 90, 95));
        Measured load = Loads.measured(Case.ONE, "half", 30_000, Loads.load(30_000, 0));
        Results results = new Results(
                2,
                List.of(new Measured(
                        load.what(), load.step(), load.asked(), load.load(), heard, load.cpuPerMillion(), Map.of(), 0)),
                List.of(200_000.0),
                List.of(600_000.0),
                List.of(),
                PeerResults.begin());

        assertThat(Table.of(results).lines())
                .contains(
                        "| one, half | 30,000 | 30,000 | yes | 10 / 30 | 50 / 70 | 20 / 90, 1 MISSING | 1,500 → 1,500 | 0 | 0 |");
    }

    @Test
    void whatQosZeroLostIsNoBrokenPromise() {
        LoadResult lossy = new LoadResult(
                10,
                10,
                0,
                0,
                9,
                1,
                0,
                1,
                new Times(0, 10, 10),
                new Latency(0, 0, 0, 0, 0),
                new Latency(0, 0, 0, 0, 0),
                Collections.nCopies(10, 50.0));

        assertThat(Loads.measured(Case.of("one-qos0"), "goal", 1, lossy).exact())
                .isTrue();
        assertThat(Loads.measured(Case.ONE, "goal", 1, lossy).exact()).isFalse();
    }

    @Test
    void theChartsArePictures() throws Exception {
        String rates = RateChart.of(RESULTS);
        for (String svg : List.of(rates, LatencyChart.of(RESULTS), CostChart.of(RESULTS))) {
            DocumentBuilderFactory.newInstance().newDocumentBuilder().parse(new InputSource(new StringReader(svg)));
            assertThat(svg).contains("ten, goal", "one, goal");
        }
        assertThat(rates).contains("150,000/s", "14.5 CPU s a million");
    }
}
