package io.telltale.alerting.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.telltale.events.Json;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code ./telltale rules}, as far as it needs no server. */
class RulesCommandTest {

    private static final Path EXAMPLES = Path.of(System.getProperty("telltale.root"), "docs/rules");

    @TempDir
    private Path folder;

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    @Test
    void theExamplesMakeSenseAndPass() {
        Path rules = EXAMPLES.resolve("pumps.rules.yaml");
        assertThat(run("check", rules.toString())).isZero();
        assertThat(said()).isEqualTo(rules + ": 2 rules, no fault\n");
        Path tests = EXAMPLES.resolve("pumps.test.yaml");
        assertThat(run("test", tests.toString())).as(said()).isZero();
        assertThat(said()).isEqualTo(tests + ": 3 tests, all passed\n");
        Path line = EXAMPLES.resolve("line.test.yaml");
        assertThat(run("test", line.toString())).as(said()).isZero();
    }

    @Test
    void saysOnWhichLineARuleIsFaulty() throws IOException {
        Path rules = copy("pumps.rules.yaml", "clear: 75", "clear: 85");
        assertThat(run("check", rules.toString())).isEqualTo(1);
        assertThat(said()).isEqualTo(rules + ":12: rules[0].condition.clear: must be a good value, but 85.0 > 80.0\n");
        assertThat(run("check", "--json", rules.toString())).isEqualTo(1);
        JsonNode json = Json.MAPPER.readTree(said());
        assertThat(json.at("/0/faults/0/line").asInt()).isEqualTo(12);
        assertThat(json.at("/0/faults/0/field").asText()).isEqualTo("rules[0].condition.clear");
    }

    @Test
    void saysWhatARuleDoesInsteadOfWhatIsExpected() throws IOException {
        copy("pumps.rules.yaml", "value: 95", "value: 99");
        Path tests = copy("pumps.test.yaml", "", "");
        assertThat(run("test", tests.toString())).isEqualTo(1);
        assertThat(said()).isEqualTo("""
                FILE:25: a pump that gets hot is told of after a minute, and again when it gets worse: \
                at 3m, 'pump too hot'
                    is firing, but not as expected: {alertname="pump too hot", device="pump-1", kind="threshold", \
                metric="temperature", severity="warning", site="north", team="cooling"}
                      label severity: expected "critical", is "warning"
                    until then:
                      pump-1 temperature warning: fired at 2m, has not ended
                FILE: 3 tests, 1 failed
                """.replace("FILE", tests.toString()));
    }

    @Test
    void saysWhichAlertsAreMissingAndWhichAreTooMany() throws IOException {
        copy("pumps.rules.yaml", "pump-*", "fan-*");
        Path tests = copy("pumps.test.yaml", "", "");
        assertThat(run("test", tests.toString())).isEqualTo(1);
        assertThat(said())
                .contains("    is not pending, but was expected: {device=\"pump-1\"}\n")
                .contains("    is firing, but was not expected: {alertname=\"pump too hot\", device=\"fan-1\"")
                .contains("    until then it has not fired\n");
    }

    @Test
    void aTestOfARuleThatIsNotThereFails() throws IOException {
        copy("pumps.rules.yaml", "pump unsteady", "something else");
        Path tests = copy("pumps.test.yaml", "", "");
        assertThat(run("test", tests.toString())).isEqualTo(1);
        assertThat(said()).contains("    there is no such rule in rule_files\n");
    }

    @Test
    void saysOnWhichLineATestIsFaulty() throws IOException {
        copy("pumps.rules.yaml", "", "");
        Path tests = copy("pumps.test.yaml", "60+2x5", "60+2y5");
        assertThat(run("test", tests.toString())).isEqualTo(1);
        assertThat(said()).startsWith(tests + ":11: tests[0].input_series[0].values: '60+2y5' is none of");
        Path other = copy("pumps.test.yaml", "eval_time: 1m50s", "eval_time: soon");
        assertThat(run("test", other.toString())).isEqualTo(1);
        assertThat(said()).startsWith(other + ":15: tests[0].alert_rule_test[0].eval_time: must be a duration");
        Path third = copy("pumps.test.yaml", "exp_pending", "exp_pendings");
        assertThat(run("test", third.toString())).isEqualTo(1);
        assertThat(said()).contains("exp_pendings: is not a known field");
    }

    @Test
    void whatCannotBeDoneIsStatusTwo() {
        assertThat(run("check")).isEqualTo(2);
        assertThat(run("check", folder.resolve("none.yaml").toString())).isEqualTo(2);
        assertThat(run("checks", "a")).isEqualTo(2);
        assertThat(run("check", "--color", "a")).isEqualTo(2);
        assertThat(run("check", "--prune", "a")).isEqualTo(2);
        assertThat(run("export", "a")).isEqualTo(2);
        assertThat(run("export")).isEqualTo(2);
        assertThat(err.toString(UTF_8)).contains("rules: no stack is up here");
        assertThat(run("--help")).isZero();
        assertThat(said()).startsWith("./telltale rules COMMAND");
    }

    /** An example with something else in it, in the test's folder. */
    private Path copy(String file, String what, String by) throws IOException {
        String text = Files.readString(EXAMPLES.resolve(file));
        assertThat(text).contains(what);
        return Files.writeString(folder.resolve(file), what.isEmpty() ? text : text.replace(what, by));
    }

    private int run(String... args) {
        out.reset();
        return new RulesCommand(Map.of(), new PrintStream(out, true, UTF_8), new PrintStream(err, true, UTF_8))
                .run(List.of(args));
    }

    private String said() {
        return out.toString(UTF_8).replace(System.lineSeparator(), "\n");
    }
}
