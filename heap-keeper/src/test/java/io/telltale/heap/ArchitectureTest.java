package io.telltale.heap;

import io.telltale.testkit.ArchitectureRules;
import org.junit.jupiter.api.Test;

class ArchitectureTest {
    @Test
    void keepsTheRules() {
        ArchitectureRules.of("io.telltale.heap").check();
    }
}
