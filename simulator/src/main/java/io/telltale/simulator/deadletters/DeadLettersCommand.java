package io.telltale.simulator.deadletters;

import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** The front page of {@code dead-letters}; alone it shows what can be done. */
@Command(
        name = "dead-letters",
        description = "What could not be processed: list, show, mend, replay, purge.",
        footer = {
            "",
            "Exit status: 0 fine, 1 some letters stay because they are refused again, 2 the command could not run."
        },
        subcommands = {ListCommand.class, ShowCommand.class, MendCommand.class, ReplayCommand.class, PurgeCommand.class
        })
public final class DeadLettersCommand implements Runnable {

    static final int SOME_STAY = 1;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public void run() {
        throw new CommandLine.ParameterException(
                spec.commandLine(), "Missing command: list, show, mend, replay or purge");
    }
}
