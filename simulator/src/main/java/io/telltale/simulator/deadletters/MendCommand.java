package io.telltale.simulator.deadletters;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.telltale.simulator.stack.CannotRunException;
import io.telltale.simulator.stack.StackOptions;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code dead-letters mend ID}: says what would be admitted and refused, and keeps the mended letter when nothing would be. */
@Command(
        name = "mend",
        description = "Replaces payload or topic of a dead letter, after saying what would be admitted and refused.")
final class MendCommand implements Callable<Integer> {

    private static final int MOST_BYTES = 512 * 1024;

    @Mixin
    private StackOptions stack = new StackOptions();

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

    @Option(names = "--json", description = "The API's answer as JSON.")
    private boolean json;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() {
        PrintWriter out = spec.commandLine().getOut();
        ObjectNode mend = mend();
        try (DeadLetterClient client = DeadLetterClient.of(stack)) {
            JsonNode tried = client.post("/" + id + "/mend", Map.of("dryRun", "true"), Optional.of(mend))
                    .body();
            if (!json) {
                LetterText.judgement(tried.path("judgement")).forEach(out::println);
            }
            boolean refused = !tried.path("judgement").path("refused").isEmpty();
            if (dryRun || refused) {
                say(out, tried, refused ? "letter " + id + " stays as it was" : "nothing was changed");
                return refused ? DeadLettersCommand.SOME_STAY : 0;
            }
            DeadLetterClient.Answer kept = client.post("/" + id + "/mend", Map.of(), Optional.of(mend));
            String now = kept.body().path("id").asText();
            if (kept.refused()) {
                say(out, kept.body(), LetterText.text(kept.body(), "detail"));
                return DeadLettersCommand.SOME_STAY;
            }
            say(
                    out,
                    kept.body(),
                    "mended: letter " + id + " is now " + now
                            + (replay ? "" : "; send it: ./telltale dead-letters replay " + now));
            return replay ? ReplayCommand.one(client, now, out, json) : 0;
        } finally {
            out.flush();
        }
    }

    private void say(PrintWriter out, JsonNode answer, String words) {
        out.println(json ? answer.toPrettyString() : words);
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
