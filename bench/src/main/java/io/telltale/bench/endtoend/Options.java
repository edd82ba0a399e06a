package io.telltale.bench.endtoend;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What was said on the command line: words that stand alone, and words with a value. The last one of its name counts. */
record Options(Map<String, String> values) {

    static Options of(String usage, List<String> alone, List<String> withValue, String... arguments) {
        Map<String, String> values = new HashMap<>();
        Deque<String> words = new ArrayDeque<>(List.of(arguments));
        while (!words.isEmpty()) {
            String name = words.pop();
            if (alone.contains(name)) {
                values.put(name, "");
            } else if (!withValue.contains(name)) {
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
