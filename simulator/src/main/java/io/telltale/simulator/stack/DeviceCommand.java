package io.telltale.simulator.stack;

import java.io.PrintWriter;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code sim device NAME}: registers a device, or gives one that is there a fresh token, and prints the token alone. */
@Command(
        name = "device",
        description = {
            "Registers a device (or gives one that is there a fresh token) and prints its token.",
            "The registry keeps only a hash: the token is shown here and never again."
        })
public final class DeviceCommand implements Callable<Integer> {

    @Parameters(index = "0", paramLabel = "NAME", description = "1 to 64 of A-Z a-z 0-9 _ -")
    private String name = "";

    @Mixin
    private StackOptions stack = new StackOptions();

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() {
        try (RegistryClient registry = stack.registry()) {
            DeviceLogin login =
                    registry.provision(List.of(NewDevice.named(name))).getFirst();
            PrintWriter out = spec.commandLine().getOut();
            out.println(login.token());
            out.flush();
        }
        return 0;
    }
}
