package io.telltale.simulator.connect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.telltale.simulator.load.LatencyRecorder.Latency;
import io.telltale.simulator.stack.CannotRunException;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class ConnectPlanTest {

    private static final Duration SECOND = Duration.ofSeconds(1);

    @Test
    void attemptsAndMessagesAreDueAtTheirRates() {
        ConnectPlan plan = plan(2_000, 500, SECOND.multipliedBy(30));
        assertThat(plan.connectDue(0)).isZero();
        assertThat(plan.connectDue(500)).isEqualTo(SECOND.toNanos());
        assertThat(plan.messageDue(250)).isEqualTo(SECOND.toNanos());
        assertThat(plan.messages()).isEqualTo(1_000);
        assertThat(plan.device(7)).isEqualTo("crowd-7");
    }

    @Test
    void whatCannotBeDoneIsTold() {
        assertThatExceptionOfType(CannotRunException.class)
                .isThrownBy(() -> plan(14_001, 500, SECOND.multipliedBy(30)))
                .withMessage("--connections must be 1 to 14000");
        assertThatExceptionOfType(CannotRunException.class)
                .isThrownBy(() -> plan(10, 0.5, SECOND.multipliedBy(30)))
                .withMessage("--rate must be at least 1");
        assertThatExceptionOfType(CannotRunException.class)
                .isThrownBy(() -> plan(10, 500, SECOND))
                .withMessage("--keep-alive must be 2 s to 65535 s");
    }

    @Test
    void aPhaseIsCleanWhenEverythingTookPlaceAndNobodyWasTurnedAwayOrLost() {
        assertThat(phase(10, 0, 0).clean()).isTrue();
        assertThat(phase(9, 0, 0).clean()).isFalse();
        assertThat(phase(10, 1, 0).clean()).isFalse();
        assertThat(phase(10, 0, 1).clean()).isFalse();
        assertThat(phase(10, 0, 0).text())
                .isEqualTo(
                        "connect       2.0 s  open 10  refused 0  broken 0  10 of 10 (5 a second)  p50 1.0 ms  p99 3.0  max 4.0");
    }

    private static ConnectPlan plan(int connections, double rate, Duration keepAlive) {
        return new ConnectPlan(connections, rate, keepAlive, SECOND, 250, SECOND.multipliedBy(4), "crowd", false);
    }

    private static Phase phase(long done, long refused, long broken) {
        return new Phase("connect", 1_000, 3_000, 10, 10, done, refused, broken, new Latency(10, 1, 2, 3, 4));
    }
}
