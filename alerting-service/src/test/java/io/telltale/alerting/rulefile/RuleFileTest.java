package io.telltale.alerting.rulefile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.telltale.alerting.rule.Rule;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class RuleFileTest {

    static final String HOT = """
            rules:
              # pumps may be warm
              - name: hot
                kind: threshold
                selector: {device: "pump-*", metric: temperature}
                condition:
                  operator: ">"
                  value: 30
                  clear: 28
                for: 1m30s
                labels: {team: cooling}
              - name: odd
                kind: anomaly
                selector: {metric: flow}
                condition: {minScore: 0.5}
            """;

    @Test
    void holdsRulesInTheWordsOfTheApi() throws FaultyFileException {
        RuleFile file = RuleFile.parse(HOT);
        assertThat(file.entries()).extracting(RuleFile.Entry::name).containsExactly("hot", "odd");
        assertThat(file.entries()).extracting(RuleFile.Entry::line).containsExactly(3, 12);
        assertThat(rules(HOT).getFirst().hold()).isEqualTo(Duration.ofSeconds(90));
    }

    @Test
    void aLabelThatLooksLikeADurationIsNone() throws FaultyFileException {
        assertThat(rules(HOT.replace("team: cooling", "within: 5m")).getFirst().labels())
                .isEqualTo(Map.of("within", "5m"));
    }

    @Test
    void saysOnWhichLineWhatIsWrong() {
        assertThat(faults(HOT.replace("clear: 28", "clear: 31")))
                .containsExactly("9: rules[0].condition.clear: must be a good value, but 31.0 > 30.0");
        assertThat(faults(HOT.replace("for: 1m30s", "for: soon")))
                .containsExactly("10: rules[0].for: is not a duration such as PT5M");
        assertThat(faults(HOT.replace("value: 30", "value: \"30\"")))
                .containsExactly("8: rules[0].condition.value: is not a number");
        assertThat(faults(HOT.replace("    labels", "    id: 00000000-0000-4000-8000-000000000000\n    labels")))
                .containsExactly("11: rules[0].id: must be left out: in a file a rule is known by its name");
        assertThat(faults(HOT.replace("kind: anomaly\n", "severity: 5\n")))
                .containsExactly("13: rules[1].severity: is not a text");
    }

    @Test
    void saysWhatIsWrongWithEveryRule() {
        assertThat(faults(HOT.replace("clear: 28", "clear: 31").replace("0.5", "5")))
                .hasSize(2)
                .last()
                .asString()
                .startsWith("15: rules[1].condition.minScore: must be between 0 and 1");
    }

    @Test
    void aNameStandsOnce() {
        assertThat(faults(HOT.replace("odd", "hot")))
                .containsExactly("12: rules: has a second 'hot', the first is on line 3: names tell rules apart");
    }

    @Test
    void isAListOfRulesAndNothingElse() {
        assertThat(faults("")).containsExactly("1: rules: is missing");
        assertThat(faults("rules: 5\n")).containsExactly("1: rules: is not a list");
        assertThat(faults("groups: []\nrules: []\n"))
                .containsExactly("1: groups: is not a known field; known are rules");
        assertThat(faults("rules: [5]\n")).containsExactly("1: rules[0]: is not a rule");
    }

    @Test
    void refusesYamlThatIsMoreThanItLooks() {
        assertThat(faults("rules: [")).singleElement().asString().startsWith("1: is not YAML");
        assertThat(faults("a: &a [1]\nrules: *a\n")).singleElement().asString().contains("is an alias");
        assertThat(faults(HOT.replace("value: 30", "value: 30\n      value: 31")))
                .containsExactly("9: rules[0].condition.value: is there twice");
        assertThat(faults("rules: " + "[".repeat(100)))
                .singleElement()
                .asString()
                .startsWith("1: is not YAML");
        assertThat(faults("rules: []\n---\nrules: []\n"))
                .singleElement()
                .asString()
                .contains("is not YAML");
    }

    @Test
    void whatIsWrittenIsReadAsTheSame() throws FaultyFileException {
        List<Rule> rules = rules(HOT);
        List<Rule> again = rules(RuleText.file(rules));
        assertThat(again).isEqualTo(rules);
        assertThat(RuleText.file(rules)).isEqualTo("""
                rules:
                  - name: hot
                    kind: threshold
                    severity: warning
                    selector:
                      device: pump-*
                      metric: temperature
                    condition:
                      operator: '>'
                      value: 30.0
                      clear: 28.0
                    for: PT1M30S
                    labels:
                      team: cooling
                  - name: odd
                    kind: anomaly
                    severity: warning
                    selector:
                      device: '*'
                      metric: flow
                    condition:
                      minScore: 0.5
                """);
    }

    static List<Rule> rules(String text) throws FaultyFileException {
        return RuleFile.parse(text).entries().stream()
                .map(entry -> entry.toRule(UUID.nameUUIDFromBytes(entry.name().getBytes()), "t", 1))
                .toList();
    }

    private static List<String> faults(String text) {
        FaultyFileException refused = catchThrowableOfType(FaultyFileException.class, () -> RuleFile.parse(text));
        assertThat(refused).as(text).isNotNull();
        return refused.faults().stream().map(Fault::toString).toList();
    }
}
