package io.telltale.simulator.deadletters;

import com.fasterxml.jackson.databind.JsonNode;
import io.telltale.simulator.stack.StackOptions;
import java.io.PrintWriter;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code dead-letters list}: newest first, as a table or as JSON. */
@Command(name = "list", description = "Lists dead letters, newest first.")
final class ListCommand implements Callable<Integer> {

    @Mixin
    private StackOptions stack = new StackOptions();

    @Mixin
    private LetterFilter filter = new LetterFilter();

    @Option(
            names = "--limit",
            paramLabel = "N",
            defaultValue = "50",
            description = "At most so many (${DEFAULT-VALUE}).")
    private int limit;

    @Option(names = "--after", paramLabel = "ID", description = "Those before this one, as the end of a list says.")
    private @Nullable String after;

    @Option(names = "--json", description = "As JSON, with payloads.")
    private boolean json;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() {
        Map<String, String> query = filter.query(InstantSource.system());
        List<JsonNode> letters = new ArrayList<>();
        String next = after;
        try (DeadLetterClient client = DeadLetterClient.of(stack)) {
            do {
                query.put("limit", Integer.toString(Math.clamp(limit - letters.size(), 1, 1000)));
                if (next != null) {
                    query.put("after", next);
                }
                JsonNode page = client.get("", query);
                page.path("items").forEach(letters::add);
                next = page.hasNonNull("next") ? page.get("next").asText() : null;
            } while (next != null && letters.size() < limit);
        }
        PrintWriter out = spec.commandLine().getOut();
        if (json) {
            out.println(LetterText.page(letters, next));
        } else {
            LetterText.table(letters, next).forEach(out::println);
        }
        out.flush();
        return 0;
    }
}
