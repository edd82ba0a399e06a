package io.telltale.simulator.chaos;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.telltale.simulator.stack.CannotRunException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class FaultPlanTest {

    @Test
    void triesEveryFaultAloneBeforeAnyPair() {
        FaultPlan plan = new FaultPlan(Fault.all(), 7);

        List<Fault> singles = new ArrayList<>();
        for (int i = 0; i < plan.size(); i++) {
            List<Fault> next = plan.next();
            assertThat(next).hasSize(1);
            singles.addAll(next);
        }

        assertThat(singles).containsExactlyInAnyOrderElementsOf(Fault.all()).hasSize(24);
        assertThat(plan.untried()).isEmpty();
    }

    @Test
    void isAtEveryProcessOnceBeforeItComesToAnyTwice() {
        FaultPlan plan = new FaultPlan(Fault.all(), 7);

        List<Target> first = new ArrayList<>();
        for (int i = 0; i < Target.values().length; i++) {
            first.add(plan.next().getFirst().target());
        }

        assertThat(first).containsExactlyInAnyOrder(Target.values());
        assertThat(plan.untried()).hasSize(16);
    }

    @Test
    void goesOnWithPairsOnDifferentProcesses() {
        FaultPlan plan = new FaultPlan(Fault.all(), 3);
        for (int i = 0; i < plan.size(); i++) {
            plan.next();
        }

        for (int i = 0; i < 200; i++) {
            List<Fault> pair = plan.next();
            assertThat(pair).hasSize(2);
            assertThat(pair.getFirst().target()).isNotEqualTo(pair.getLast().target());
        }
    }

    @Test
    void repeatsTheSingleFaultWhereThereIsNoOtherProcess() {
        FaultPlan plan = new FaultPlan(Fault.parse("gateway:kill"), 3);

        assertThat(List.of(plan.next(), plan.next())).containsOnly(List.of(new Fault(Target.GATEWAY, Kind.KILL)));
    }

    @Test
    void isTheSameForTheSameSeedAndAnotherForAnother() {
        assertThat(thirty(1)).isEqualTo(thirty(1)).isNotEqualTo(thirty(2));
    }

    @Test
    void takesProcessesKindsAndBothByName() {
        assertThat(Fault.parse("nats-server:kill, broker"))
                .extracting(Fault::toString)
                .containsExactlyInAnyOrder("nats-server:kill", "broker:kill", "broker:restart", "broker:freeze");
        assertThat(Fault.parse("freeze")).hasSize(8).allMatch(fault -> fault.kind() == Kind.FREEZE);
        assertThat(Fault.parse("all")).isEqualTo(Fault.all());
    }

    @Test
    void saysWhatItKnowsWhenAWordIsUnknown() {
        assertThatThrownBy(() -> Fault.parse("gateway,natz"))
                .isInstanceOf(CannotRunException.class)
                .hasMessage(
                        "--faults: 'natz' is none of all, gateway, broker-gateway, anomaly-service, alerting-service,"
                                + " device-registry, nats-server, postgresql, broker, kill, restart, freeze, or one of each as"
                                + " gateway:kill");
    }

    private static List<List<Fault>> thirty(long seed) {
        FaultPlan plan = new FaultPlan(Fault.all(), seed);
        List<List<Fault>> faults = new ArrayList<>();
        for (int i = 0; i < 30; i++) {
            faults.add(plan.next());
        }
        return faults;
    }
}
