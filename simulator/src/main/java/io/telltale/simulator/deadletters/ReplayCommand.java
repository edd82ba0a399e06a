package io.telltale.simulator.deadletters;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.telltale.simulator.stack.CannotRunException;
import io.telltale.simulator.stack.StackOptions;
import java.io.PrintWriter;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code dead-letters replay}: some letters by id, a filtered set, or all. Replaying again stores nothing twice. */
@Command(
        name = "replay",
        description = "Sends dead letters on their way again; those that went are no longer parked.",
        footer = {"", "Replaying is harmless: a reading that is stored already is not stored again."})
final class ReplayCommand implements Callable<Integer> {

    @Mixin
    private StackOptions stack = new StackOptions();

    @Parameters(paramLabel = "ID", arity = "0..*", description = "These letters; or else a filter, or --all.")
    private List<Long> ids = List.of();

    @Mixin
    private LetterFilter filter = new LetterFilter();

    @Option(names = "--all", description = "Every letter.")
    private boolean all;

    @Option(names = "--json", description = "As JSON.")
    private boolean json;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() {
        PrintWriter out = spec.commandLine().getOut();
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
        try (DeadLetterClient client = DeadLetterClient.of(stack)) {
            return ids.isEmpty() ? many(client, query, out) : each(client, out);
        } finally {
            out.flush();
        }
    }

    private int each(DeadLetterClient client, PrintWriter out) {
        int worst = 0;
        for (Long id : ids) {
            worst = Math.max(worst, one(client, Long.toString(id), out, json));
        }
        return worst;
    }

    /** Replays one letter and says what became of it. */
    static int one(DeadLetterClient client, String id, PrintWriter out, boolean json) {
        DeadLetterClient.Answer answer = client.post("/" + id + "/replay", Map.of(), Optional.empty());
        if (json) {
            out.println(answer.body().toPrettyString());
        } else if (answer.refused()) {
            out.println("letter " + id + " stays: " + LetterText.text(answer.body(), "detail"));
        } else {
            out.println("letter " + id + " is on its way, on " + LetterText.text(answer.body(), "origin"));
        }
        return answer.refused() ? DeadLettersCommand.SOME_STAY : 0;
    }

    /** The API answers in portions; this goes on to the end. */
    private int many(DeadLetterClient client, Map<String, String> query, PrintWriter out) {
        ObjectNode sum = JsonNodeFactory.instance.objectNode();
        boolean more = true;
        while (more) {
            JsonNode portion = client.post("/replay", query, Optional.empty()).body();
            for (String count : List.of("replayed", "refusedAgain", "skipped")) {
                sum.put(count, sum.path(count).asLong() + portion.path(count).asLong());
            }
            portion.path("reasons").forEach(reason -> sum.withArray("reasons").add(reason));
            more = portion.hasNonNull("next");
            if (more) {
                query.put("after", portion.get("next").asText());
            }
        }
        if (json) {
            out.println(sum.toPrettyString());
        } else {
            sum.path("reasons")
                    .forEach(reason -> out.println(
                            "letter " + LetterText.text(reason, "id") + " stays: " + LetterText.text(reason, "why")));
            out.println("replayed " + sum.path("replayed").asLong() + ", refused again "
                    + sum.path("refusedAgain").asLong() + ", skipped "
                    + sum.path("skipped").asLong());
        }
        return sum.path("refusedAgain").asLong() + sum.path("skipped").asLong() > 0 ? DeadLettersCommand.SOME_STAY : 0;
    }
}
