package io.telltale.anomaly;

import io.telltale.testkit.ArchitectureRules;
import org.junit.jupiter.api.Test;

class ArchitectureTest {

    @Test
    void keepsTheRules() {
        ArchitectureRules.of("io.telltale.anomaly")
                .domain("..detect..")
                .nats("io.telltale.anomaly", "..report..", "..fleet..")
                .jdbc("..store..", "..query..", "..feedback..")
                .prints("..replay..")
                .check();
    }
}
