package io.telltale.alerting.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What {@code rules} was asked to do.
 *
 * @param files as they were named; of {@code -} the standard input is meant
 * @param tenant another tenant than the token's
 */
record RulesOptions(Action action, List<Path> files, boolean prune, boolean json, Optional<String> tenant) {

    static final String USAGE = """
            ./telltale rules COMMAND [FILE…] [options]
              check FILE…         whether files of rules make sense; needs no server
              test FILE…          unit tests of rules: series in, alerts expected; needs no server
              diff FILE           what apply would change, field by field
              apply FILE          makes the rules what the file says, all of it or nothing
              export              the rules as a file, on standard output
              --prune             diff, apply: rules that the file does not have are removed; without it they stay
              --json              the answer as JSON
              --tenant NAME       diff, apply, export: another tenant than the token's (needs an admin's token)
              A rule is known by its name. FILE may be - for standard input. Files are told of in docs/rules/README.md.
              Exit status 0 when all is well, and for diff when nothing would change; 1 when a file has a fault, a test
              fails or there is a difference; 2 when it could not be done: wrong options, no such file, no answer.""";

    /** What to do. */
    enum Action {
        CHECK,
        TEST,
        DIFF,
        APPLY,
        EXPORT,
        HELP
    }

    /**
     * What was asked for.
     *
     * @throws IllegalArgumentException saying what is wrong
     */
    static RulesOptions parse(List<String> args) {
        @Nullable Action action = null;
        List<Path> files = new ArrayList<>();
        boolean prune = false;
        boolean json = false;
        Optional<String> tenant = Optional.empty();
        for (Iterator<String> rest = args.iterator(); rest.hasNext(); ) {
            String word = rest.next();
            switch (word) {
                case "--help", "-h", "help" -> {
                    return new RulesOptions(Action.HELP, List.of(), false, false, Optional.empty());
                }
                case "--prune" -> prune = true;
                case "--json" -> json = true;
                case "--tenant" -> {
                    if (!rest.hasNext()) {
                        throw new IllegalArgumentException("--tenant needs a name");
                    }
                    tenant = Optional.of(rest.next());
                }
                default -> {
                    if (word.startsWith("-") && !word.equals("-")) {
                        throw new IllegalArgumentException("no such option: " + word);
                    }
                    if (action == null) {
                        action = action(word);
                    } else {
                        files.add(Path.of(word));
                    }
                }
            }
        }
        return checked(new RulesOptions(action == null ? Action.HELP : action, files, prune, json, tenant));
    }

    private static Action action(String word) {
        return switch (word) {
            case "check" -> Action.CHECK;
            case "test" -> Action.TEST;
            case "diff" -> Action.DIFF;
            case "apply" -> Action.APPLY;
            case "export" -> Action.EXPORT;
            default -> throw new IllegalArgumentException("no such command: " + word);
        };
    }

    private static RulesOptions checked(RulesOptions options) {
        int files = options.files.size();
        switch (options.action) {
            case CHECK, TEST -> require(files > 0, "name at least one file");
            case DIFF, APPLY -> require(files == 1, "name one file");
            case EXPORT -> require(files == 0, "export takes no file: it writes to standard output");
            case HELP -> {}
        }
        boolean plans = options.action == Action.DIFF || options.action == Action.APPLY;
        require(plans || !options.prune, "--prune is for diff and apply");
        require(
                plans || options.action == Action.EXPORT || options.tenant.isEmpty(),
                "--tenant is for what asks a server");
        require(options.action != Action.EXPORT || !options.json, "export is YAML");
        return options;
    }

    private static void require(boolean holds, String otherwise) {
        if (!holds) {
            throw new IllegalArgumentException(otherwise);
        }
    }
}
