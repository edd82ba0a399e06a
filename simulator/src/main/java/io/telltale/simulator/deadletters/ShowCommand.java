package io.telltale.simulator.deadletters;

import com.fasterxml.jackson.databind.JsonNode;
import io.telltale.simulator.stack.StackOptions;
import java.io.PrintWriter;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code dead-letters show ID}: one letter, its payload made readable. */
@Command(name = "show", description = "Shows one dead letter, its payload made readable.")
final class ShowCommand implements Callable<Integer> {

    @Mixin
    private StackOptions stack = new StackOptions();

    @Parameters(paramLabel = "ID", description = "The letter, as list shows it.")
    private long id;

    @Option(names = "--json", description = "As JSON, with the original bytes in base64.")
    private boolean json;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() {
        PrintWriter out = spec.commandLine().getOut();
        try (DeadLetterClient client = DeadLetterClient.of(stack)) {
            JsonNode letter = client.get("/" + id, Map.of());
            if (json) {
                out.println(letter.toPrettyString());
            } else {
                LetterText.letter(letter).forEach(out::println);
            }
        }
        out.flush();
        return 0;
    }
}
