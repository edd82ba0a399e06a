package io.telltale.alerting;

import io.telltale.testkit.ArchitectureRules;
import org.junit.jupiter.api.Test;

class ArchitectureTest {

    @Test
    void keepsTheRules() {
        ArchitectureRules.of("io.telltale.alerting")
                .domain("..alerting.rule..", "..alerting.alert..")
                .nats("io.telltale.alerting", "..alerting.intake..", "..alerting.report..", "..alerting.absence..")
                .jdbc("..alerting.store..")
                .prints("..alerting.cli..")
                .check();
    }
}
