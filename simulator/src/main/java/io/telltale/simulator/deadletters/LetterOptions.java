package io.telltale.simulator.deadletters;

import io.telltale.simulator.stack.PlatformApi;
import io.telltale.simulator.stack.StackOptions;
import java.io.PrintWriter;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** What every subcommand has: the API it asks, and how it says what was answered. */
final class LetterOptions {

    /** Where the API has the letters. */
    static final String LETTERS = "/dead-letters";

    private static final Map<Integer, String> HINTS = Map.of(
            403, "viewers look, operators mend and replay, admins purge: ./telltale token --role R",
            404, "what there is: ./telltale dead-letters list");

    @Mixin
    private StackOptions stack = new StackOptions();

    @Option(names = "--json", description = "As JSON; payloads are whole, in base64.")
    private boolean json;

    @Spec(Spec.Target.MIXEE)
    private CommandSpec command = CommandSpec.create();

    /** The caller closes it. */
    PlatformApi api() {
        return stack.api(HINTS);
    }

    /** Where one letter is. */
    static String letter(String id) {
        return LETTERS + '/' + id;
    }

    /** Says an answer: the one text to programs, the other lines to people. */
    void say(String asJson, List<String> lines) {
        if (json) {
            out().println(asJson);
            out().flush();
        } else {
            explain(lines);
        }
    }

    /** Says what only people want to know. */
    void explain(List<String> lines) {
        if (!json) {
            lines.forEach(out()::println);
            out().flush();
        }
    }

    /** Asks without ending the line. */
    void ask(String question) {
        PrintWriter err = command.commandLine().getErr();
        err.print(question);
        err.flush();
    }

    private PrintWriter out() {
        return command.commandLine().getOut();
    }
}
