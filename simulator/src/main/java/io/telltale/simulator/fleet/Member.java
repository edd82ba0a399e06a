package io.telltale.simulator.fleet;

import io.telltale.simulator.signal.Fault;
import io.telltale.simulator.signal.FaultPlan;
import io.telltale.simulator.signal.Machine;
import io.telltale.simulator.signal.MachineKind;
import io.telltale.simulator.signal.Metric;
import io.telltale.simulator.stack.NewDevice;
import io.telltale.simulator.stack.Telemetry;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * One device of the fleet: which machine it is, how it is registered, and what it says at any time. Pure; any thread.
 *
 * @param number from 0
 */
record Member(int number, String name, MachineKind kind, Machine machine, FaultPlan faults, LifeClock clock) {

    private static final List<String> SITES = List.of("north", "south", "harbour");
    private static final int LINES = 4;
    private static final double DIGITS = 1000;

    static Member of(FleetPlan plan, int number, LifeClock clock) {
        MachineKind kind = MachineKind.values()[number % MachineKind.values().length];
        String own = kind.word() + '-' + (number + 1);
        long seed = MachineKind.seed(plan.seed(), number);
        Machine machine = kind.make(seed);
        long sample = Math.round(plan.interval().toMillis() * 1000 * plan.speed());
        FaultPlan faults = new FaultPlan(machine, seed, plan.faults(), plan.faultsPerHour(), sample);
        return new Member(
                number, plan.prefix().isEmpty() ? own : plan.prefix() + '-' + own, kind, machine, faults, clock);
    }

    /** With profile, site and line. */
    NewDevice registration() {
        Map<String, String> labels = Map.of(
                "site", SITES.get(number % SITES.size()),
                "line", Integer.toString(1 + number / SITES.size() % LINES),
                "simulated", "fleet");
        return new NewDevice(name, kind.word(), labels, false, null);
    }

    /** The fault it suffers at that time. */
    Optional<Fault> fault(long micros) {
        return faults.at(clock.lived(micros));
    }

    /** Its message at that time, as JSON; a metric that dropped out is left out. */
    byte[] payload(long micros) {
        long lived = clock.lived(micros);
        Optional<Fault> fault = faults.at(lived);
        StringBuilder json = new StringBuilder(128)
                .append("{\"ts\":\"")
                .append(Telemetry.time(micros))
                .append('"');
        for (int metric = 0; metric < machine.metrics().size(); metric++) {
            int current = metric;
            OptionalDouble value = fault.filter(struck -> struck.metric() == current)
                    .map(struck -> struck.distort(machine, lived))
                    .orElseGet(() -> OptionalDouble.of(machine.value(current, lived)));
            value.ifPresent(said -> append(json, machine.metrics().get(current), said));
        }
        return json.append('}').toString().getBytes(StandardCharsets.US_ASCII);
    }

    private static void append(StringBuilder json, Metric metric, double value) {
        json.append(",\"").append(metric.name()).append("\":");
        if (metric.flag()) {
            json.append(value != 0);
        } else {
            json.append(Math.round(value * DIGITS) / DIGITS);
        }
    }
}
