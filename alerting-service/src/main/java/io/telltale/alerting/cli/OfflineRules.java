package io.telltale.alerting.cli;

import io.telltale.alerting.rule.Rule;
import io.telltale.alerting.rulefile.Fault;
import io.telltale.alerting.rulefile.FaultyFileException;
import io.telltale.alerting.rulefile.RuleFile;
import io.telltale.alerting.ruletest.RuleTestFile;
import io.telltale.alerting.ruletest.RuleTestRun;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/** What can be said of files without a server. */
final class OfflineRules {

    private OfflineRules() {}

    /** What is wrong in a file. */
    record Wrong(String file, List<Fault> faults) {}

    /** How one file of rules is. */
    record Checked(String file, int rules, List<Fault> faults) {}

    /** How one file of tests went; {@code wrong} when it, or one of its files of rules, could not be read. */
    record Tested(String file, List<RuleTestRun.Result> results, Optional<Wrong> wrong) {

        boolean passed() {
            return wrong.isEmpty()
                    && results.stream().allMatch(result -> result.failures().isEmpty());
        }
    }

    /** Whether what a file of rules says makes sense. */
    static Checked check(Path file, String text) {
        try {
            return new Checked(file.toString(), RuleFile.parse(text).entries().size(), List.of());
        } catch (FaultyFileException e) {
            return new Checked(file.toString(), 0, e.faults());
        }
    }

    /** Runs the tests of a file. */
    static Tested test(Path file) {
        RuleTestFile tests;
        try {
            tests = RuleTestFile.parse(Texts.read(file));
        } catch (FaultyFileException e) {
            return new Tested(file.toString(), List.of(), Optional.of(new Wrong(file.toString(), e.faults())));
        }
        List<Rule> rules = new ArrayList<>();
        Set<String> names = new HashSet<>();
        for (String name : tests.ruleFiles()) {
            Path ruleFile = file.resolveSibling(name);
            try {
                for (RuleFile.Entry entry : RuleFile.parse(Texts.read(ruleFile)).entries()) {
                    if (!names.add(entry.name())) {
                        Fault twice =
                                new Fault(entry.line(), "rules", "has a '" + entry.name() + "' as another file has");
                        return new Tested(
                                file.toString(),
                                List.of(),
                                Optional.of(new Wrong(ruleFile.toString(), List.of(twice))));
                    }
                    rules.add(entry.toRule(new UUID(0, rules.size()), RuleTestFile.TENANT, 1));
                }
            } catch (FaultyFileException e) {
                return new Tested(file.toString(), List.of(), Optional.of(new Wrong(ruleFile.toString(), e.faults())));
            }
        }
        return new Tested(file.toString(), new RuleTestRun(rules).run(tests), Optional.empty());
    }
}
