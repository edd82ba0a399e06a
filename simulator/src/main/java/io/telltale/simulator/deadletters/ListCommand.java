package io.telltale.simulator.deadletters;

import com.fasterxml.jackson.databind.JsonNode;
import io.telltale.simulator.stack.PlatformApi;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code dead-letters list}: newest first, as a table or as JSON. */
@Command(name = "list", description = "Lists dead letters, newest first.")
final class ListCommand implements Callable<Integer> {

    @Mixin
    private LetterOptions options = new LetterOptions();

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

    @Override
    public Integer call() {
        Map<String, String> query = filter.query(InstantSource.system());
        List<JsonNode> letters = new ArrayList<>();
        String next = after;
        try (PlatformApi api = options.api()) {
            do {
                query.put("limit", Integer.toString(Math.clamp(limit - letters.size(), 1, 1000)));
                if (next != null) {
                    query.put("after", next);
                }
                JsonNode page = api.send("GET", LetterOptions.LETTERS, query).body();
                page.path("items").forEach(letters::add);
                next = page.hasNonNull("next") ? page.get("next").asText() : null;
            } while (next != null && letters.size() < limit);
        }
        options.say(LetterText.page(letters, next), LetterText.table(letters, next));
        return 0;
    }
}
