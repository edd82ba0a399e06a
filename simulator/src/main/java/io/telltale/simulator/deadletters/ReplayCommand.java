package io.telltale.simulator.deadletters;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.telltale.simulator.stack.CannotRunException;
import io.telltale.simulator.stack.PlatformApi;
import io.telltale.simulator.stack.PlatformApi.Answer;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code dead-letters replay}: some letters by id, a filtered set, or all. Replaying again stores nothing twice. */
@Command(
        name = "replay",
        description = "Sends dead letters on their way again; those that went are no longer parked.",
        footer = {"", "Replaying is harmless: a reading that is stored already is not stored again."})
final class ReplayCommand implements Callable<Integer> {

    @Mixin
    private LetterOptions options = new LetterOptions();

    @Parameters(paramLabel = "ID", arity = "0..*", description = "These letters; or else a filter, or --all.")
    private List<Long> ids = List.of();

    @Mixin
    private LetterFilter filter = new LetterFilter();

    @Option(names = "--all", description = "Every letter.")
    private boolean all;

    @Override
    public Integer call() {
        Map<String, String> query = filter.query(InstantSource.system());
        boolean set = !query.isEmpty() || all;
        if (!ids.isEmpty() && set) {
            throw new CannotRunException("say either which letters by id, or a filter, or --all");
        }
        if (ids.isEmpty() && !set) {
            throw new CannotRunException("say which letters: ids, a filter such as --since 2h, or --all");
        }
        if (all) {
            query.putIfAbsent("since", Instant.EPOCH.toString());
        }
        try (PlatformApi api = options.api()) {
            return ids.isEmpty() ? many(api, query) : each(api);
        }
    }

    private int each(PlatformApi api) {
        int worst = 0;
        for (Long id : ids) {
            worst = Math.max(worst, one(api, Long.toString(id), options));
        }
        return worst;
    }

    /** Replays one letter and says what became of it. */
    static int one(PlatformApi api, String id, LetterOptions options) {
        Answer answer = api.send("POST", LetterOptions.letter(id) + "/replay", Map.of(), Answer.CONFLICT);
        options.say(
                answer.body().toPrettyString(),
                List.of(
                        answer.conflict()
                                ? "letter " + id + " stays: " + LetterText.text(answer.body(), "detail")
                                : "letter " + id + " is on its way, on " + LetterText.text(answer.body(), "origin")));
        return answer.conflict() ? DeadLettersCommand.SOME_STAY : 0;
    }

    /** The API answers in portions; this goes on to the end. */
    private int many(PlatformApi api, Map<String, String> query) {
        ObjectNode sum = JsonNodeFactory.instance.objectNode();
        api.pages("POST", LetterOptions.LETTERS + "/replay", query, portion -> {
            for (String count : List.of("replayed", "refusedAgain", "skipped")) {
                sum.put(count, sum.path(count).asLong() + portion.path(count).asLong());
            }
            portion.path("reasons").forEach(reason -> sum.withArray("reasons").add(reason));
        });
        List<String> lines = new ArrayList<>();
        sum.path("reasons")
                .forEach(reason -> lines.add(
                        "letter " + LetterText.text(reason, "id") + " stays: " + LetterText.text(reason, "why")));
        lines.add("replayed " + sum.path("replayed").asLong() + ", refused again "
                + sum.path("refusedAgain").asLong() + ", skipped "
                + sum.path("skipped").asLong());
        options.say(sum.toPrettyString(), lines);
        return sum.path("refusedAgain").asLong() + sum.path("skipped").asLong() > 0 ? DeadLettersCommand.SOME_STAY : 0;
    }
}
