package io.telltale.simulator.deadletters;

import com.fasterxml.jackson.databind.JsonNode;
import io.telltale.simulator.stack.PlatformApi;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code dead-letters show ID}: one letter, its payload made readable. */
@Command(name = "show", description = "Shows one dead letter, its payload made readable.")
final class ShowCommand implements Callable<Integer> {

    @Mixin
    private LetterOptions options = new LetterOptions();

    @Parameters(paramLabel = "ID", description = "The letter, as list shows it.")
    private long id;

    @Override
    public Integer call() {
        try (PlatformApi api = options.api()) {
            JsonNode letter = api.send("GET", LetterOptions.letter(Long.toString(id)), Map.of())
                    .body();
            options.say(letter.toPrettyString(), LetterText.letter(letter));
        }
        return 0;
    }
}
