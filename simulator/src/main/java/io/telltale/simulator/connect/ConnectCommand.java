package io.telltale.simulator.connect;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.telltale.simulator.stack.RegistryClient;
import io.telltale.simulator.stack.StackOptions;
import io.telltale.simulator.terminal.Ending;
import io.telltale.simulator.terminal.StatusLine;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicBoolean;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code sim connect}: a storm of connections, and what they cost while they are there. */
@Command(
        name = "connect",
        description = {
            "Devices connect in a storm, only ping for a while, publish, leave together and come back in a second storm.",
            "Tells how long each took to be let in. Exit status: 0 everybody was let in and stayed, 1 not so, 2 it could not run."
        })
public final class ConnectCommand implements Callable<Integer> {

    private static final int NOT_CLEAN = 1;
    private static final int PROGRESS_SECONDS = 2;
    private static final Duration GRACE = Duration.ofMinutes(1);

    @Option(
            names = "--connections",
            paramLabel = "C",
            defaultValue = "10000",
            description = "One a device; default ${DEFAULT-VALUE}.")
    private int connections;

    @Option(
            names = "--rate",
            paramLabel = "R",
            defaultValue = "1000",
            description = "Connections begun a second; default ${DEFAULT-VALUE}.")
    private double rate;

    @Option(names = "--keep-alive", paramLabel = "D", defaultValue = "30s", description = "Default ${DEFAULT-VALUE}.")
    private Duration keepAlive = Duration.ofSeconds(30);

    @Option(
            names = "--hold",
            paramLabel = "D",
            defaultValue = "20s",
            description = "How long they only ping; default ${DEFAULT-VALUE}.")
    private Duration hold = Duration.ofSeconds(20);

    @Option(
            names = "--publish-rate",
            paramLabel = "R",
            defaultValue = "5000",
            description = "Messages a second of all together, at QoS 1; default ${DEFAULT-VALUE}.")
    private double publishRate;

    @Option(
            names = "--publish",
            paramLabel = "D",
            defaultValue = "10s",
            description = "For how long they publish; default ${DEFAULT-VALUE}.")
    private Duration publish = Duration.ofSeconds(10);

    @Option(
            names = "--name-prefix",
            paramLabel = "TEXT",
            defaultValue = "crowd",
            description = "Of the devices' names; default ${DEFAULT-VALUE}.")
    private String prefix = "crowd";

    @Option(names = "--keep-devices", description = "Leave the devices in the registry.")
    private boolean keepDevices;

    @Option(names = "--json", description = "Each phase as a line of JSON on standard output, when it is over.")
    private boolean json;

    @Mixin
    private StackOptions stack = new StackOptions();

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() throws InterruptedException {
        ConnectPlan plan =
                new ConnectPlan(connections, rate, keepAlive, hold, publishRate, publish, prefix, keepDevices);
        AtomicBoolean clean = new AtomicBoolean(true);
        try (Ending ending = new Ending(GRACE);
                RegistryClient registry = stack.registry()) {
            new ConnectRun(plan, stack.environment().mqtt(), new StatusLine(PROGRESS_SECONDS), ending, phase -> {
                        clean.compareAndSet(true, phase.clean());
                        print(phase);
                    })
                    .run(registry);
            int status = clean.get() ? 0 : NOT_CLEAN;
            ending.finished(status);
            return status;
        }
    }

    private void print(Phase phase) {
        PrintWriter out = spec.commandLine().getOut();
        try {
            out.println(json ? new ObjectMapper().writeValueAsString(phase) : phase.text());
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("numbers and names are always JSON", e);
        }
        out.flush();
    }
}
