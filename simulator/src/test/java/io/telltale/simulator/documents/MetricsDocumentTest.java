package io.telltale.simulator.documents;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class MetricsDocumentTest {

    private static final String METERS = "import io.micrometer.core.instrument.";
    private static final Pattern NAME =
            Pattern.compile("(?<!name = )\"((?:ingest|anomaly|alerting|registry|console|telltale)(?:\\.[a-z]+){2,})\"");

    /** Meters are named by literals, in files that import Micrometer; what follows {@code name =} is a key of the configuration. */
    @Test
    void namesEveryMeterOfEveryServiceAndNoOther() {
        Map<String, Set<String>> documented = new TreeMap<>();
        MetricsDocument.services()
                .forEach((service, metrics) -> documented.put(service, new TreeSet<>(metrics.keySet())));

        assertThat(documented).isEqualTo(inTheCode());
    }

    private static Map<String, Set<String>> inTheCode() {
        Map<String, Set<String>> names = new TreeMap<>();
        Repository.sources("main").forEach(source -> {
            String code = Repository.read(source);
            if (code.contains(METERS)) {
                NAME.matcher(code).results().forEach(name -> names.computeIfAbsent(
                                Repository.module(source), module -> new TreeSet<>())
                        .add(name.group(1)));
            }
        });
        return names;
    }
}
