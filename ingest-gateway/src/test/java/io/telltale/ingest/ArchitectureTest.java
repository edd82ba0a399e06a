package io.telltale.ingest;

import io.telltale.testkit.ArchitectureRules;
import org.junit.jupiter.api.Test;

class ArchitectureTest {

    @Test
    void keepsTheRules() {
        ArchitectureRules.of("io.telltale.ingest")
                .domain("..admission..")
                .nats("io.telltale.ingest", "..relay..", "..deadletter..", "..presence..")
                .check();
    }
}
