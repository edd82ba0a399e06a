package io.telltale.alerting.rehearsal;

import io.telltale.events.SeriesKey;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.Iterator;
import java.util.LinkedList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * How the alerts of two versions differ: an alert of one goes with the first of the other's, of the same series, that fired
 * while it did.
 *
 * @param same how many are the same in both: fired and ended at the same moments, equally severe
 * @param moved those that go together and are not the same
 * @param gone only in the first
 * @param added only in the second
 */
record Difference(int same, List<Moved> moved, List<Episode> gone, List<Episode> added) {

    Difference {
        moved = List.copyOf(moved);
        gone = List.copyOf(gone);
        added = List.copyOf(added);
    }

    /** One alert in both versions. */
    record Moved(Episode before, Episode after) {}

    /** Compares; both lists are in the order of time. */
    static Difference of(List<Episode> first, List<Episode> second) {
        Map<SeriesKey, List<Episode>> left = new HashMap<>();
        second.forEach(episode ->
                left.computeIfAbsent(episode.series(), s -> new LinkedList<>()).add(episode));
        int same = 0;
        List<Moved> moved = new ArrayList<>();
        List<Episode> gone = new ArrayList<>();
        for (Episode episode : first) {
            Optional<Episode> partner = partner(episode, left.getOrDefault(episode.series(), List.of()));
            if (partner.isEmpty()) {
                gone.add(episode);
            } else if (episode.sameAs(partner.get())) {
                same++;
            } else {
                moved.add(new Moved(episode, partner.get()));
            }
        }
        Set<Episode> unmatched = Collections.newSetFromMap(new IdentityHashMap<>());
        left.values().forEach(unmatched::addAll);
        List<Episode> added = second.stream().filter(unmatched::contains).toList();
        return new Difference(same, moved, gone, added);
    }

    /** The first of the candidates that fired while it did; it is nobody else's any more. */
    private static Optional<Episode> partner(Episode episode, List<Episode> candidates) {
        for (Iterator<Episode> each = candidates.iterator(); each.hasNext(); ) {
            Episode candidate = each.next();
            if (episode.overlaps(candidate)) {
                each.remove();
                return Optional.of(candidate);
            }
        }
        return Optional.empty();
    }
}
