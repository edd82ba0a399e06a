package io.telltale.bench.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.StringReader;
import java.util.List;
import java.util.Map;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.xml.sax.InputSource;

class PeerTableTest {

    private static final Results RESULTS = new Results(
            2,
            List.of(
                    Loads.measured(Case.ONE, "goal", 75_000, Loads.load(60_000, 0)),
                    Loads.measured(Case.ONE, "most", 50_000, Loads.load(50_000, 0)),
                    Loads.measured(Case.ONE, "half", 25_000, Loads.load(25_000, 0))),
            List.of(200_000.0),
            List.of(600_000.0),
            List.of(),
            new PeerResults(
                    List.of(new PeerResult("telegraf", "little", peer("most", 20_000), peer("half", 10_000), 24_000)),
                    Map.of("node-red-insert", "node-red needs npm, which is not on this machine")));

    private static Measured peer(String step, double rate) {
        return new Measured(
                Case.ONE,
                step,
                rate,
                Loads.load(rate, 0),
                null,
                Map.of("mosquitto", 14.0, "telegraf", 20.0, "postgresql", 5.0, "load generator", 9.0),
                Map.of("mosquitto", 10L << 20, "telegraf", 90L << 20, "load generator", 500L << 20),
                0);
    }

    @Test
    void theMostThatBothHeldIsCompared() {
        assertThat(PeerTable.of(RESULTS).lines())
                .contains(
                        "| telltale | 50,000 | yes |  | 8.5 / 0.0 / 6.0 / 14.5 | 300 | 10 / 30 | 50 / 70 | 0 | 0 | on JetStream's disk, after its sync |",
                        "| telegraf | 20,000 | yes | **2.5** | 14.0 / 20.0 / 5.0 / 39.0 | 100 | 10 / 30 | 50 / 70 | 0 | 0 | little |");
    }

    @Test
    void whoCouldNotRunIsNamedWithTheReason() {
        assertThat(PeerTable.of(RESULTS).lines())
                .contains("node-red-insert was not measured: node-red needs npm, which is not on this machine");
    }

    @Test
    void withoutPeersThereIsNoTable() {
        assertThat(PeerTable.of(Results.begin())).isEmpty();
    }

    @Test
    void thePictureHasEverybodyWithTheRatio() throws Exception {
        String svg = PeerChart.of(RESULTS);

        DocumentBuilderFactory.newInstance().newDocumentBuilder().parse(new InputSource(new StringReader(svg)));
        assertThat(svg).contains(">telltale<", "50,000/s", ">telegraf<", "20,000/s, telltale 2.5 times<");
    }

    @Test
    void theJsonHasWhatPeersDid() throws Exception {
        String json = new ObjectMapper().writeValueAsString(RESULTS);

        assertThat(new ObjectMapper()
                        .readTree(json)
                        .at("/peers/measured/0/most/sustained")
                        .asDouble())
                .isEqualTo(20_000);
    }
}
