package io.telltale.bench.durability;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.StringReader;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.xml.sax.InputSource;

class DurabilityBenchmarkIT {

    @Test
    void measuresEveryCaseOnServersOfItsOwn() throws Exception {
        Plan plan = new Plan(2, Duration.ofMillis(40), Optional.empty(), Optional.empty());

        List<Result> results = DurabilityBenchmark.run(plan);

        assertThat(results.stream().map(r -> r.target() + ' ' + r.batch() + ' ' + r.durable()))
                .containsExactly(
                        "disk 128 true",
                        "disk 16384 true",
                        "jetstream 1 false",
                        "jetstream 1 true",
                        "jetstream 10 false",
                        "jetstream 10 true",
                        "jetstream 100 false",
                        "jetstream 100 true",
                        "jetstream 1000 false",
                        "jetstream 1000 true",
                        "postgresql 1 false",
                        "postgresql 1 true",
                        "postgresql 100 false",
                        "postgresql 100 true",
                        "postgresql 10000 false",
                        "postgresql 10000 true");
        assertThat(results).allSatisfy(result -> {
            assertThat(result.rounds().values()).hasSize(2);
            assertThat(result.rounds().lowest()).isPositive();
        });
        JsonNode json = new ObjectMapper().readTree(Json.of(plan, results));
        assertThat(json.at("/results/15/rounds/values").size()).isEqualTo(2);
        DocumentBuilderFactory.newInstance()
                .newDocumentBuilder()
                .parse(new InputSource(new StringReader(BarChart.of(results))));
    }
}
