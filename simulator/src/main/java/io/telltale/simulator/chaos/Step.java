package io.telltale.simulator.chaos;

import java.util.List;
import java.util.OptionalLong;
import java.util.stream.Collectors;

/**
 * A fault, or two at a time, that took place.
 *
 * @param beginMicros when it began; readings due from now until the next one begins count as its own
 * @param recoverMillis from its end until all flowed again ({@link Recovery}); empty when it never did
 * @param readyMillis from its end until the processes themselves said they were ready
 */
record Step(List<Fault> faults, long beginMicros, OptionalLong recoverMillis, long readyMillis) {

    Step {
        faults = List.copyOf(faults);
    }

    String label() {
        return faults.stream().map(Fault::toString).collect(Collectors.joining(" + "));
    }
}
