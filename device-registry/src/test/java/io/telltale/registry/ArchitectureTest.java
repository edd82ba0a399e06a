package io.telltale.registry;

import io.telltale.testkit.ArchitectureRules;
import org.junit.jupiter.api.Test;

class ArchitectureTest {

    @Test
    void keepsTheRules() {
        ArchitectureRules.of("io.telltale.registry")
                .nats("..directory..")
                .jdbc("..directory..")
                .check();
    }
}
