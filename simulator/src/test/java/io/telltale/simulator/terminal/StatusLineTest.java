package io.telltale.simulator.terminal;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import org.junit.jupiter.api.Test;

class StatusLineTest {

    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private final PrintStream out = new PrintStream(bytes, true, UTF_8);

    @Test
    void aTerminalIsRedrawnInPlaceAndClearedBeforeALineThatStays() {
        StatusLine status = new StatusLine(out, true, 60);
        status.show("12 of 20");
        status.say("done");

        assertThat(bytes.toString(UTF_8)).isEqualTo("\r12 of 20\r        \rdone" + System.lineSeparator());
    }

    @Test
    void elsewhereALineComesNowAndThen() {
        StatusLine status = new StatusLine(out, false, 60);
        status.show("1 of 20");
        status.show("2 of 20");
        status.clear();

        assertThat(bytes.toString(UTF_8)).isEqualTo("1 of 20" + System.lineSeparator());
    }

    @Test
    void theBarIsTwentyWideWhateverTheShare() {
        assertThat(StatusLine.bar(0)).isEqualTo("░".repeat(20));
        assertThat(StatusLine.bar(0.5)).isEqualTo("█".repeat(10) + "░".repeat(10));
        assertThat(StatusLine.bar(7)).isEqualTo("█".repeat(20));
    }
}
