package io.telltale.bench.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.StringReader;
import java.util.List;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.xml.sax.InputSource;

class TableTest {

    private static final Results RESULTS = new Results(
            2,
            List.of(
                    Loads.measured(1, "goal", 75_000, Loads.load(60_000, 0)),
                    Loads.measured(10, "goal", 130_000, Loads.load(130_000, 0)),
                    Loads.measured(1, "goal", 75_000, Loads.load(50_000, 0)),
                    Loads.measured(10, "goal", 130_000, Loads.load(120_000, 0))),
            List.of(200_000.0, 100_000.0),
            List.of(600_000.0, 500_000.0));

    @Test
    void roundsOfALoadBecomeARowWithTheirMedianAndTheirBounds() {
        assertThat(Table.of(RESULTS).lines())
                .contains(
                        "| 1 per message, goal | 75,000 | 55,000 (50,000 – 60,000) | no: slower than asked | 10 / 30 | 50 / 70 | 0 | 0 |",
                        "| ingest-gateway | 8.50 | 8.50 |",
                        "| **together** | **14.5** | **14.5** |",
                        "| ingest-gateway | 300 | 300 |");
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
                        "| raw JetStream, 100 readings in a message: 550,000 (500,000 – 600,000) | 10 % | 23 % |");
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
    void theChartIsAPicture() throws Exception {
        String svg = RateChart.of(RESULTS);

        DocumentBuilderFactory.newInstance().newDocumentBuilder().parse(new InputSource(new StringReader(svg)));
        assertThat(svg).contains("10 per message, goal", "150,000/s", "14.5 CPU s a million");
    }
}
