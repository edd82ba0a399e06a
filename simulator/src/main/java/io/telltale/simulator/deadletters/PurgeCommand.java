package io.telltale.simulator.deadletters;

import io.telltale.simulator.stack.CannotRunException;
import io.telltale.simulator.stack.PlatformApi;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.LongAdder;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code dead-letters purge}: gives letters up for good, after counting them and asking. Needs an admin's token. */
@Command(
        name = "purge",
        description = "Gives dead letters up for good. Counts them and asks first. Needs an admin's token.")
final class PurgeCommand implements Callable<Integer> {

    @Mixin
    private LetterOptions options = new LetterOptions();

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

    @Override
    public Integer call() {
        InstantSource clock = InstantSource.system();
        Map<String, String> query = filter.query(clock);
        if (ids.isEmpty() == (query.isEmpty() && !all)) {
            throw new CannotRunException("say which letters: either ids, or a filter such as --reason empty, or --all");
        }
        // What is parked while it asks was not counted, so it is not purged either.
        query.putIfAbsent("until", clock.instant().toString());
        try (PlatformApi api = options.api()) {
            long count = ids.isEmpty() ? many(api, query, true) : ids.size();
            boolean purging = !dryRun && count > 0 && (yes || agreed(count));
            if (purging) {
                count = ids.isEmpty() ? many(api, query, false) : each(api);
            }
            say(count, purging);
            return 0;
        }
    }

    private void say(long count, boolean purged) {
        options.say(
                "{\"purged\":" + count + ",\"dryRun\":" + !purged + "}",
                List.of(purged ? "purged " + count + " dead letters" : count + " dead letters; nothing was purged"));
    }

    private long each(PlatformApi api) {
        ids.forEach(id -> api.send("DELETE", LetterOptions.letter(Long.toString(id)), Map.of()));
        return ids.size();
    }

    /** The API answers in portions; this goes on to the end. */
    private static long many(PlatformApi api, Map<String, String> filter, boolean counting) {
        Map<String, String> query = new LinkedHashMap<>(filter);
        query.put("dryRun", Boolean.toString(counting));
        query.put("limit", "1000");
        LongAdder sum = new LongAdder();
        api.pages(
                "DELETE",
                LetterOptions.LETTERS,
                query,
                portion -> sum.add(portion.path("purged").asLong()));
        return sum.sum();
    }

    private boolean agreed(long count) {
        options.ask("purge " + count + " dead letters for good? [y/N] ");
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
