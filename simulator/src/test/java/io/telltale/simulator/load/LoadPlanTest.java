package io.telltale.simulator.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.telltale.simulator.load.LoadPlan.Access;
import io.telltale.simulator.load.LoadPlan.Counting;
import io.telltale.simulator.load.LoadPlan.FrontDoor;
import io.telltale.simulator.load.LoadPlan.Naming;
import io.telltale.simulator.load.LoadPlan.Traffic;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class LoadPlanTest {

    @Test
    void moreConnectionsThanDevicesAreRefusedWithTheRule() {
        assertThatThrownBy(() -> plan().devices(10).connections(11).build())
                .hasMessage("--connections must be 1 to the number of devices");
    }

    @Test
    void aRateThatLeavesNoTimeOfItsOwnForEachReadingIsRefused() {
        assertThatThrownBy(() -> plan().devices(1).rate(200_000).seconds(1).build())
                .hasMessage(
                        "more than 100000 samples a second and device leave no room for a time of its own for each: "
                                + "use more --devices");
    }

    @Test
    void metricsThatDoNotFillTheirMessagesAreRefusedWithTheRule() {
        assertThatThrownBy(() -> plan().readings(4).metrics(10).build())
                .hasMessage("--metrics must be a multiple of --readings-per-message and at most 100");
    }

    @Test
    void waitingForLessThanPatienceIsRefusedWithTheRule() {
        assertThatThrownBy(() -> new Counting(Duration.ZERO, Duration.ofSeconds(2), Duration.ofSeconds(1)))
                .hasMessage("--longest-wait must be at least as long as --patience");
    }

    @Test
    void devicesAreNumberedFromOne() {
        assertThat(plan().devices(2).build().device(0)).isEqualTo("t-1");
    }

    static Draft plan() {
        return new Draft();
    }

    /** A plan in the making, with small defaults. */
    static final class Draft {
        private int devices = 2;
        private double rate = 100;
        private Duration duration = Duration.ofSeconds(1);
        private int readings = 1;
        private int metrics;
        private int connections;
        private String prefix = "t";

        Draft devices(int count) {
            devices = count;
            return this;
        }

        Draft rate(double readingsPerSecond) {
            rate = readingsPerSecond;
            return this;
        }

        Draft seconds(int seconds) {
            duration = Duration.ofSeconds(seconds);
            return this;
        }

        Draft readings(int perMessage) {
            readings = perMessage;
            return this;
        }

        Draft metrics(int count) {
            metrics = count;
            return this;
        }

        Draft connections(int count) {
            connections = count;
            return this;
        }

        Draft prefix(String name) {
            prefix = name;
            return this;
        }

        LoadPlan build() {
            return new LoadPlan(
                    new Traffic(devices, metrics == 0 ? readings : metrics, readings, rate, duration),
                    Access.acknowledged(FrontDoor.listener, connections == 0 ? devices : connections, 100),
                    new Naming(prefix, Naming.Registry.FORGETS),
                    Counting.all(Duration.ofSeconds(1)));
        }
    }
}
