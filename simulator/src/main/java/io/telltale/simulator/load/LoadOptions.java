package io.telltale.simulator.load;

import io.telltale.simulator.load.LoadPlan.Access;
import io.telltale.simulator.load.LoadPlan.Counting;
import io.telltale.simulator.load.LoadPlan.FrontDoor;
import io.telltale.simulator.load.LoadPlan.Naming;
import io.telltale.simulator.load.LoadPlan.Naming.Registry;
import io.telltale.simulator.load.LoadPlan.Traffic;
import io.telltale.simulator.stack.CannotRunException;
import java.time.Duration;
import picocli.CommandLine.Option;

/** Options that {@code load} and {@code verify} have in common. */
final class LoadOptions {

    @Option(names = "--json", description = "The report as JSON on standard output.")
    private boolean json;

    @Option(
            names = "--front-door",
            defaultValue = "listener",
            description = "Publish to the gateway's listener or to the broker it subscribes to"
                    + " (TELLTALE_BROKER_HOST/PORT): ${COMPLETION-CANDIDATES}; default ${DEFAULT-VALUE}.")
    private FrontDoor frontDoor = FrontDoor.listener;

    @Option(
            names = "--mqtt",
            paramLabel = "VERSION",
            defaultValue = "5",
            description = "5 or 3.1.1; default ${DEFAULT-VALUE}.")
    private String mqtt = "5";

    @Option(
            names = "--name-prefix",
            defaultValue = "load",
            description = "Devices are PREFIX-1, PREFIX-2, …; runs at the same time need different ones. Default"
                    + " ${DEFAULT-VALUE}.")
    private String namePrefix = "load";

    @Option(names = "--keep-devices", description = "Leave the devices in the registry afterwards.")
    private boolean keepDevices;

    @Option(
            names = "--patience",
            defaultValue = "30s",
            description = "How long connecting, acknowledgements and the store may each make no progress; default"
                    + " ${DEFAULT-VALUE}.")
    private Duration patience = Duration.ofSeconds(30);

    @Option(
            names = "--longest-wait",
            paramLabel = "D",
            description =
                    "How long everything may take together that is waited for after the last message was due, even while there"
                            + " is progress; by default until the end.")
    private Duration longestWait = Counting.UNTIL_THE_END;

    @Option(
            names = "--warm-up",
            defaultValue = "0s",
            description = "The first part of the duration, whose latencies do not count; default ${DEFAULT-VALUE}.")
    private Duration warmUp = Duration.ZERO;

    @Option(
            names = "--anonymous",
            description = "Register nothing and show no login: for a broker that lets everybody publish.")
    private boolean anonymous;

    boolean json() {
        return json;
    }

    LoadPlan plan(Traffic traffic, int connections, int qos, int window) {
        boolean five =
                switch (mqtt) {
                    case "5" -> true;
                    case "3.1.1", "311" -> false;
                    default -> throw new CannotRunException("--mqtt must be 5 or 3.1.1");
                };
        Registry registry = anonymous ? Registry.UNASKED : keepDevices ? Registry.KEEPS : Registry.FORGETS;
        return new LoadPlan(
                traffic,
                new Access(frontDoor, connections, qos, window, five),
                new Naming(namePrefix, registry),
                new Counting(warmUp, patience, longestWait));
    }
}
