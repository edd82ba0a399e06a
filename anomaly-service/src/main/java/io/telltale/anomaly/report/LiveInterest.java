package io.telltale.anomaly.report;

import io.telltale.events.Subjects;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The subjects under {@code live.} that somebody subscribes to now. Immutable; a change of interest is another object.
 *
 * @param patterns subscriptions' subjects, with the wildcards {@code *} and {@code >}
 */
record LiveInterest(Set<String> patterns) {

    /** Nobody watches anything. */
    static final LiveInterest NONE = new LiveInterest(Set.of());

    private static final String ROOT = Subjects.live("", "", "").substring(0, 5);

    LiveInterest {
        patterns = Set.copyOf(patterns);
    }

    /** Keeps those of all subscriptions that can match a live subject and say so: {@code >} alone is no such wish. */
    static LiveInterest of(Set<String> subscriptions) {
        return new LiveInterest(
                subscriptions.stream().filter(s -> s.startsWith(ROOT)).collect(Collectors.toSet()));
    }

    boolean covers(String subject) {
        for (String pattern : patterns) {
            if (matches(pattern.split("\\."), subject.split("\\."))) {
                return true;
            }
        }
        return false;
    }

    private static boolean matches(String[] pattern, String[] subject) {
        for (int i = 0; i < pattern.length; i++) {
            if (pattern[i].equals(">")) {
                return i < subject.length;
            }
            if (i >= subject.length || !(pattern[i].equals("*") || pattern[i].equals(subject[i]))) {
                return false;
            }
        }
        return pattern.length == subject.length;
    }
}
