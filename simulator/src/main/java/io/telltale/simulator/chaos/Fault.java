package io.telltale.simulator.chaos;

import io.telltale.simulator.stack.CannotRunException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** One thing that happens to one process, written {@code nats-server:kill}. */
record Fault(Target target, Kind kind) {

    /** Every kind of fault of every process. */
    static List<Fault> all() {
        List<Fault> all = new ArrayList<>();
        for (Target target : Target.values()) {
            for (Kind kind : Kind.values()) {
                all.add(new Fault(target, kind));
            }
        }
        return all;
    }

    /** Reads {@code --faults}: words with commas, each a process, a kind or {@code process:kind}; {@code all} is every one. */
    static List<Fault> parse(String list) {
        Set<Fault> chosen = new LinkedHashSet<>();
        for (String word : list.split(",", -1)) {
            List<Fault> meant = all().stream()
                    .filter(fault -> fault.isMeantBy(word.strip()))
                    .toList();
            if (meant.isEmpty()) {
                throw new CannotRunException("--faults: '" + word.strip() + "' is none of all, "
                        + words(Arrays.stream(Target.values())
                                .map(Target::label)
                                .toList()) + ", "
                        + words(Arrays.stream(Kind.values()).map(Kind::label).toList())
                        + ", or one of each as gateway:kill");
            }
            chosen.addAll(meant);
        }
        return List.copyOf(chosen);
    }

    private boolean isMeantBy(String word) {
        return word.equals("all")
                || word.equals(target.label())
                || word.equals(kind.label())
                || word.equals(toString());
    }

    @Override
    public String toString() {
        return target.label() + ':' + kind.label();
    }

    private static String words(List<String> words) {
        return words.stream().collect(Collectors.joining(", "));
    }
}
