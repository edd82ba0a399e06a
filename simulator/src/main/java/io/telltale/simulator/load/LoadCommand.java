package io.telltale.simulator.load;

import io.telltale.simulator.load.LoadPlan.Traffic;
import io.telltale.simulator.stack.StackOptions;
import java.time.Duration;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code sim load}: publishes at a fixed rate, then accounts for every reading. */
@Command(
        name = "load",
        description = {
            "Registers devices, publishes at a fixed rate, then counts in the database what became of every reading.",
            "Exit status: 0 fine, 1 readings were lost or duplicated, 2 it could not run or nothing was acknowledged."
        })
public final class LoadCommand implements Callable<Integer> {

    private static final int MOST_CONNECTIONS = 10_000;

    @Option(names = "--devices", paramLabel = "N", defaultValue = "100", description = "Default ${DEFAULT-VALUE}.")
    private int devices;

    @Option(
            names = "--rate",
            paramLabel = "R",
            defaultValue = "1000",
            description = "Readings a second over all devices; default ${DEFAULT-VALUE}.")
    private double rate;

    @Option(
            names = "--duration",
            paramLabel = "D",
            defaultValue = "30s",
            description = "Such as 30s, 5m, PT1H; default ${DEFAULT-VALUE}.")
    private Duration duration = Duration.ofSeconds(30);

    @Option(names = "--qos", paramLabel = "Q", defaultValue = "1", description = "0, 1 or 2; default ${DEFAULT-VALUE}.")
    private int qos;

    @Option(
            names = "--readings-per-message",
            paramLabel = "K",
            defaultValue = "1",
            description = "Metrics in a message; default ${DEFAULT-VALUE}.")
    private int readings;

    @Option(
            names = "--metrics",
            paramLabel = "M",
            description =
                    "Metrics of a device, sampled at one instant: a sample is M/K messages published in a row, all due at"
                            + " that instant. A multiple of --readings-per-message, and by default as many.")
    private @Nullable Integer metrics;

    @Option(
            names = "--connections",
            paramLabel = "C",
            description = "Default: one a device, at most " + MOST_CONNECTIONS
                    + ". With fewer, gateway devices publish for their children.")
    private @Nullable Integer connections;

    @Option(
            names = "--window",
            paramLabel = "W",
            defaultValue = "500",
            description = "Most unacknowledged messages of a connection; default ${DEFAULT-VALUE}.")
    private int window;

    @Mixin
    private LoadOptions options = new LoadOptions();

    @Mixin
    private StackOptions stack = new StackOptions();

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() {
        int links = connections == null ? Math.min(devices, MOST_CONNECTIONS) : connections;
        Traffic traffic = new Traffic(devices, metrics == null ? readings : metrics, readings, rate, duration);
        LoadPlan plan = options.plan(traffic, links, qos, window);
        return LoadSession.run(
                plan, stack, options.json(), false, spec.commandLine().getOut());
    }
}
