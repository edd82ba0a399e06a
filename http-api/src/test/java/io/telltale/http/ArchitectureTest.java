package io.telltale.http;

import io.telltale.testkit.ArchitectureRules;
import org.junit.jupiter.api.Test;

class ArchitectureTest {
    @Test
    void keepsTheRules() {
        ArchitectureRules.of("io.telltale.http").check();
    }
}
