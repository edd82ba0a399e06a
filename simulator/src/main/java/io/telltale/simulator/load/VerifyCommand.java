package io.telltale.simulator.load;

import io.telltale.simulator.load.LoadPlan.Traffic;
import io.telltale.simulator.stack.StackOptions;
import java.time.Duration;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code sim verify}: a short load whose exit status is the proof. */
@Command(
        name = "verify",
        description = {
            "200 devices publish 2,000 readings a second for 20 s at QoS 1; then every one is looked for in the database.",
            "Exit status: 0 each is acknowledged and stored exactly once, 1 lost or duplicated, 2 could not be proved."
        })
public final class VerifyCommand implements Callable<Integer> {

    private static final int DEVICES = 200;
    private static final int RATE = 2_000;
    private static final Duration DURATION = Duration.ofSeconds(20);
    private static final int WINDOW = 100;

    @Mixin
    private LoadOptions options = new LoadOptions();

    @Mixin
    private StackOptions stack = new StackOptions();

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() {
        LoadPlan plan = options.plan(Traffic.ofOneMetric(DEVICES, RATE, DURATION), DEVICES, 1, WINDOW);
        return LoadSession.run(
                plan, stack, options.json(), true, spec.commandLine().getOut());
    }
}
