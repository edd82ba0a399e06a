package io.telltale.simulator.deadletters;

import com.fasterxml.jackson.databind.JsonNode;
import io.telltale.simulator.stack.CannotRunException;
import io.telltale.simulator.stack.StackOptions;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code dead-letters purge}: gives letters up for good, after counting them and asking. Needs an admin's token. */
@Command(
        name = "purge",
        description = "Gives dead letters up for good. Counts them and asks first. Needs an admin's token.")
final class PurgeCommand implements Callable<Integer> {

    @Mixin
    private StackOptions stack = new StackOptions();

    @Parameters(paramLabel = "ID", arity = "0..*", description = "These letters; or else a filter, or --all.")
    private List<Long> ids = List.of();

    @Mixin
    private LetterFilter filter = new LetterFilter();

    @Option(names = "--all", description = "Every letter.")
    private boolean all;

    @Option(names = "--dry-run", description = "Only count them.")
    private boolean dryRun;

    @Option(names = "--yes", description = "Do not ask.")
    private boolean yes;

    @Option(names = "--json", description = "As JSON.")
    private boolean json;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() {
        InstantSource clock = InstantSource.system();
        Map<String, String> query = filter.query(clock);
        if (ids.isEmpty() == (query.isEmpty() && !all)) {
            throw new CannotRunException("say which letters: either ids, or a filter such as --reason empty, or --all");
        }
        // What is parked while it asks was not counted, so it is not purged either.
        query.putIfAbsent("until", clock.instant().toString());
        try (DeadLetterClient client = DeadLetterClient.of(stack)) {
            long count = ids.isEmpty() ? many(client, query, true) : ids.size();
            boolean purging = !dryRun && count > 0 && (yes || agreed(count));
            if (purging) {
                count = ids.isEmpty() ? many(client, query, false) : each(client);
            }
            say(count, purging);
            return 0;
        }
    }

    private void say(long count, boolean purged) {
        PrintWriter out = spec.commandLine().getOut();
        if (json) {
            out.println("{\"purged\":" + count + ",\"dryRun\":" + !purged + "}");
        } else {
            out.println(purged ? "purged " + count + " dead letters" : count + " dead letters; nothing was purged");
        }
        out.flush();
    }

    private long each(DeadLetterClient client) {
        ids.forEach(id -> client.delete("/" + id, Map.of()));
        return ids.size();
    }

    /** The API answers in portions; this goes on to the end. */
    private static long many(DeadLetterClient client, Map<String, String> filter, boolean counting) {
        Map<String, String> query = new LinkedHashMap<>(filter);
        query.put("dryRun", Boolean.toString(counting));
        query.put("limit", "1000");
        long sum = 0;
        boolean more = true;
        while (more) {
            JsonNode portion = client.delete("", query);
            sum += portion.path("purged").asLong();
            more = portion.hasNonNull("next");
            if (more) {
                query.put("after", portion.get("next").asText());
            }
        }
        return sum;
    }

    private boolean agreed(long count) {
        PrintWriter err = spec.commandLine().getErr();
        err.print("purge " + count + " dead letters for good? [y/N] ");
        err.flush();
        try {
            String answer = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8)).readLine();
            if (answer == null) {
                throw new CannotRunException("nobody is there to answer: add --yes to purge without being asked");
            }
            return answer.strip().equalsIgnoreCase("y") || answer.strip().equalsIgnoreCase("yes");
        } catch (IOException e) {
            throw new CannotRunException("the answer cannot be read: add --yes to purge without being asked", e);
        }
    }
}
