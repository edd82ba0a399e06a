package io.telltale.simulator;

import io.telltale.testkit.ArchitectureRules;
import org.junit.jupiter.api.Test;

class ArchitectureTest {

    @Test
    void keepsTheRules() {
        ArchitectureRules.of("io.telltale.simulator")
                .domain("..signal..", "..token..")
                .jdbc("..stack..", "..load..")
                .prints("..terminal..")
                .check();
    }
}
