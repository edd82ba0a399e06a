package io.telltale.alerting.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import io.telltale.alerting.cli.OfflineRules.Checked;
import io.telltale.alerting.cli.OfflineRules.Tested;
import io.telltale.alerting.cli.OfflineRules.Wrong;
import io.telltale.alerting.rulefile.Fault;
import io.telltale.alerting.ruletest.RuleTestRun;
import io.telltale.events.Json;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** The command line {@code rules}: checks, tests, compares, applies and exports files of rules. */
public final class RulesCommand {

    private static final int WELL = 0;
    private static final int NOT_WELL = 1;
    private static final int COULD_NOT_RUN = 2;

    private final Map<String, String> environment;
    private final PrintStream out;
    private final PrintStream err;

    RulesCommand(Map<String, String> environment, PrintStream out, PrintStream err) {
        this.environment = environment;
        this.out = out;
        this.err = err;
    }

    /** Exits with the status that {@link RulesOptions#USAGE} tells. */
    public static void main(String[] args) {
        System.exit(new RulesCommand(System.getenv(), System.out, System.err).run(List.of(args)));
    }

    int run(List<String> args) {
        try {
            RulesOptions options = RulesOptions.parse(args);
            return switch (options.action()) {
                case HELP -> {
                    out.println(RulesOptions.USAGE);
                    yield WELL;
                }
                case CHECK -> check(options);
                case TEST -> test(options);
                case DIFF -> plan(options, true);
                case APPLY -> plan(options, false);
                case EXPORT -> {
                    out.print(new RulesApi(environment, options.tenant()).export());
                    yield WELL;
                }
            };
        } catch (IllegalArgumentException e) {
            err.println("rules: " + e.getMessage() + " (./telltale rules --help)");
            return COULD_NOT_RUN;
        } catch (CannotRunException e) {
            err.println("rules: " + e.getMessage());
            return COULD_NOT_RUN;
        }
    }

    private int check(RulesOptions options) {
        List<Checked> files = options.files().stream()
                .map(file -> OfflineRules.check(file, Texts.read(file)))
                .toList();
        if (options.json()) {
            json(files);
        } else {
            for (Checked file : files) {
                tell(file.file(), file.faults());
                if (file.faults().isEmpty()) {
                    out.println(file.file() + ": " + count(file.rules(), "rule") + ", no fault");
                }
            }
        }
        return files.stream().allMatch(file -> file.faults().isEmpty()) ? WELL : NOT_WELL;
    }

    private int test(RulesOptions options) {
        List<Tested> files = options.files().stream().map(OfflineRules::test).toList();
        if (options.json()) {
            json(files);
        } else {
            files.forEach(this::tell);
        }
        return files.stream().allMatch(Tested::passed) ? WELL : NOT_WELL;
    }

    private void tell(Tested file) {
        file.wrong().ifPresent((Wrong wrong) -> tell(wrong.file(), wrong.faults()));
        for (RuleTestRun.Result result : file.results()) {
            for (RuleTestRun.Failure failure : result.failures()) {
                out.println(file.file() + ":" + failure.line() + ": " + result.name() + ": " + failure.what());
                failure.difference().forEach(line -> out.println("    " + line));
            }
        }
        if (file.wrong().isEmpty()) {
            long failed = file.results().stream()
                    .filter(result -> !result.failures().isEmpty())
                    .count();
            out.println(file.file() + ": " + count(file.results().size(), "test") + ", "
                    + (failed == 0 ? "all passed" : failed + " failed"));
        }
    }

    private int plan(RulesOptions options, boolean dryRun) {
        Path file = options.files().getFirst();
        String text = Texts.read(file);
        Checked checked = OfflineRules.check(file, text);
        if (!checked.faults().isEmpty()) {
            tell(checked.file(), checked.faults());
            return NOT_WELL;
        }
        JsonNode body = new RulesApi(environment, options.tenant()).imported(text, dryRun, options.prune());
        if (options.json()) {
            json(body);
        } else {
            PlanText.of(body).forEach(out::println);
        }
        return dryRun && PlanText.differs(body) ? NOT_WELL : WELL;
    }

    private void tell(String file, List<Fault> faults) {
        faults.forEach(fault -> out.println(file + ":" + fault));
    }

    private void json(Object value) {
        try {
            out.println(Json.MAPPER.writerWithDefaultPrettyPrinter().writeValueAsString(value));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("plain data is always JSON", e);
        }
    }

    private static String count(int number, String what) {
        return number + " " + what + (number == 1 ? "" : "s");
    }
}
