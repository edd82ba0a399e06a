package io.telltale.simulator.deadletters;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.telltale.simulator.stack.CannotRunException;
import io.telltale.simulator.stack.PlatformApi;
import io.telltale.simulator.stack.PlatformApi.Answer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code dead-letters mend ID}: says what would be admitted and refused, and keeps the mended letter when nothing would be. */
@Command(
        name = "mend",
        description = "Replaces payload or topic of a dead letter, after saying what would be admitted and refused.")
final class MendCommand implements Callable<Integer> {

    private static final int MOST_BYTES = 512 * 1024;

    @Mixin
    private LetterOptions options = new LetterOptions();

    @Parameters(paramLabel = "ID", description = "The letter, as list shows it.")
    private long id;

    @Option(names = "--payload", paramLabel = "FILE", description = "The new payload; - reads standard input.")
    private @Nullable String payload;

    @Option(names = "--text", paramLabel = "TEXT", description = "The new payload itself.")
    private @Nullable String text;

    @Option(names = "--topic", paramLabel = "TOPIC", description = "The topic it should have come on.")
    private @Nullable String topic;

    @Option(names = "--device", paramLabel = "NAME", description = "The device it belongs to.")
    private @Nullable String device;

    @Option(names = "--metric", paramLabel = "NAME", description = "The metric that a bare number measures.")
    private @Nullable String metric;

    @Option(names = "--dry-run", description = "Only say what would be admitted and refused.")
    private boolean dryRun;

    @Option(names = "--replay", description = "Replay the mended letter at once.")
    private boolean replay;

    @Override
    public Integer call() {
        ObjectNode mend = mend();
        try (PlatformApi api = options.api()) {
            JsonNode tried = send(api, Map.of("dryRun", "true"), mend).body();
            options.explain(LetterText.judgement(tried.path("judgement")));
            boolean refused = !tried.path("judgement").path("refused").isEmpty();
            if (dryRun || refused) {
                say(tried, refused ? "letter " + id + " stays as it was" : "nothing was changed");
                return refused ? DeadLettersCommand.SOME_STAY : 0;
            }
            Answer kept = send(api, Map.of(), mend);
            if (kept.conflict()) {
                say(kept.body(), LetterText.text(kept.body(), "detail"));
                return DeadLettersCommand.SOME_STAY;
            }
            String now = kept.body().path("id").asText();
            say(
                    kept.body(),
                    "mended: letter " + id + " is now " + now
                            + (replay ? "" : "; send it: ./telltale dead-letters replay " + now));
            return replay ? ReplayCommand.one(api, now, options) : 0;
        }
    }

    private Answer send(PlatformApi api, Map<String, String> query, ObjectNode mend) {
        return api.post(LetterOptions.letter(Long.toString(id)) + "/mend", query, mend, Answer.CONFLICT);
    }

    private void say(JsonNode answer, String words) {
        options.say(answer.toPrettyString(), List.of(words));
    }

    private ObjectNode mend() {
        ObjectNode mend = JsonNodeFactory.instance.objectNode();
        if (payload != null) {
            mend.put("payload", bytes(payload));
        }
        put(mend, "text", text);
        put(mend, "topic", topic);
        put(mend, "device", device);
        put(mend, "metric", metric);
        if (mend.isEmpty() && !dryRun) {
            throw new CannotRunException("say what to mend: --payload, --text, --topic, --device or --metric");
        }
        return mend;
    }

    private static void put(ObjectNode mend, String field, @Nullable String value) {
        if (value != null) {
            mend.put(field, value);
        }
    }

    private static byte[] bytes(String file) {
        try (var in = file.equals("-") ? System.in : Files.newInputStream(Path.of(file))) {
            byte[] bytes = in.readNBytes(MOST_BYTES + 1);
            if (bytes.length > MOST_BYTES) {
                throw new CannotRunException("--payload has more than " + MOST_BYTES + " bytes: no message may");
            }
            return bytes;
        } catch (IOException e) {
            throw new CannotRunException("--payload " + file + " cannot be read: " + e.getMessage(), e);
        }
    }
}
