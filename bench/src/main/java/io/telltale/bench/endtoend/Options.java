package io.telltale.bench.endtoend;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What was said on the command line: words that stand alone, words with a value, and words for which no value means all. The last one
 * of its name counts.
 */
record Options(Map<String, String> values) {

    static final String ALL = "all";

    static Options of(
            String usage, List<String> alone, List<String> withValue, List<String> orAll, String... arguments) {
        Map<String, String> values = new HashMap<>();
        Deque<String> words = new ArrayDeque<>(List.of(arguments));
        while (!words.isEmpty()) {
            String name = words.pop();
            if (alone.contains(name)) {
                values.put(name, "");
            } else if (orAll.contains(name) && (words.isEmpty() || words.peek().startsWith("--"))) {
                values.put(name, ALL);
            } else if (!withValue.contains(name) && !orAll.contains(name)) {
                throw new IllegalArgumentException("no such option: " + name + "\n" + usage);
            } else if (words.isEmpty()) {
                throw new IllegalArgumentException(name + " needs a value\n" + usage);
            } else {
                values.put(name, words.pop());
            }
        }
        return new Options(Map.copyOf(values));
    }

    boolean has(String name) {
        return values.containsKey(name);
    }

    Optional<String> value(String name) {
        return Optional.ofNullable(values.get(name));
    }
}
