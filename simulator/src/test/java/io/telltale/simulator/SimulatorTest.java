package io.telltale.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

class SimulatorTest {

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @ParameterizedTest
    @ValueSource(
            strings = {
                "--help",
                "run --help",
                "load --help",
                "verify --help",
                "device --help",
                "token --help",
                "token init --help",
                "token mint --help",
                "dead-letters --help",
                "dead-letters mend --help",
                "dead-letters purge --help"
            })
    void everyCommandHelps(String line) {
        assertThat(execute(line.split(" "))).isZero();
        assertThat(out.toString()).startsWith("Usage: sim");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "load --devices 0|sim: --devices must be 1 to 100000",
                "load --devices 5 --connections 6|sim: --connections must be 1 to the number of devices",
                "load --qos 3|sim: --qos must be 0, 1 or 2",
                "load --mqtt 4|sim: --mqtt must be 5 or 3.1.1",
                "load --duration soon|Invalid value for option '--duration': 'soon' is no duration: write 20s, 5m, 24h or PT20S",
                "dead-letters replay|sim: say which letters: ids, a filter such as --since 2h, or --all",
                "dead-letters list --since noon|sim: --since is no time: 'noon'; write 30m, 2h, 7d or 2026-01-31T12:00:00Z",
                "dead-letters mend 7|sim: say what to mend: --payload, --text, --topic, --device or --metric",
                "dead-letters purge|sim: say which letters: either ids, or a filter such as --reason empty, or --all",
                "dead-letters|Missing command: list, show, mend, replay or purge",
                "run --faults gremlin|sim: --faults knows no 'gremlin': all, none, or some of spike,drift,stuck,dropout,noise-burst,level-shift",
                "run --name-prefix a/b|sim: --name-prefix must be at most 40 of A-Z a-z 0-9 _ - and begin with a letter or digit",
                "run --fault-rate 31|sim: --fault-rate must be more than 0 and at most 30.0 an hour"
            })
    void badOptionsAreRefusedWithTheRuleAndWithoutAStackTrace(String line, String message) {
        assertThat(execute(line.split(" "))).isEqualTo(2);
        assertThat(err.toString().lines().findFirst()).hasValue(message);
        assertThat(err.toString()).doesNotContain("\tat ");
    }

    @Test
    void aKeyMadeByInitMintsATokenOnStandardOutputAlone(@TempDir Path folder) {
        String key = folder.resolve("key.pem").toString();
        assertThat(execute(
                        "token",
                        "init",
                        "--private",
                        key,
                        "--public",
                        folder.resolve("pub.pem").toString()))
                .isZero();
        assertThat(out.toString()).isEmpty();

        assertThat(execute("token", "mint", "--private", key, "--role", "viewer", "--ttl", "1h"))
                .isZero();
        assertThat(out.toString().strip()).matches("[\\w-]+\\.[\\w-]+\\.[\\w-]+");
    }

    private int execute(String... arguments) {
        CommandLine commandLine = Simulator.commandLine();
        commandLine.setOut(new PrintWriter(out, true));
        commandLine.setErr(new PrintWriter(err, true));
        return commandLine.execute(arguments);
    }
}
