package io.telltale.alerting.routing;

import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/**
 * Which alerts of one transaction go each by itself, and which with their {@link Storm}. Where an alert is told already it
 * stays, storm or not: it is not told again elsewhere, and its end is told where its beginning was. One thread.
 */
public final class Gathering {

    private final Set<Place> taken;
    private final Map<Kind, Integer> came;

    /** An alert in a group. */
    public record Place(UUID group, UUID alert) {}

    /** What is counted: alerts of one rule, by name, for one storm. */
    public record Kind(String tenant, String rule, Storm storm) {}

    /**
     * Begins with what is known.
     *
     * @param taken the places that the alerts to come have already, at least
     * @param came how many came lately, without those to come; may stop counting at what is told by itself
     */
    public Gathering(Collection<Place> taken, Map<Kind, Integer> came) {
        this.taken = new HashSet<>(taken);
        this.came = new HashMap<>(came);
    }

    /** Where an alert goes that came next, of all that it was {@linkplain Routing#destinations routed} to. */
    public List<Destination> settle(UUID alert, String rule, List<Destination> routed) {
        Set<Kind> counted = new HashSet<>();
        return routed.stream()
                .map(to -> to.inStorm()
                        .map(storm -> chosen(alert, rule, to, storm, counted))
                        .orElse(to))
                .toList();
    }

    private Destination chosen(
            UUID alert, String rule, Destination alone, Destination.InStorm storm, Set<Kind> counted) {
        if (taken.contains(new Place(alone.group(), alert))) {
            return alone;
        }
        Destination together = storm.together();
        if (taken.contains(new Place(together.group(), alert))) {
            return together;
        }
        Kind kind = new Kind(alone.tenant(), rule, storm.storm());
        if (counted.add(kind)) {
            came.merge(kind, 1, Integer::sum);
        }
        Destination chosen = storm.storm().takes(came.getOrDefault(kind, 0)) ? together : alone;
        taken.add(new Place(chosen.group(), alert));
        return chosen;
    }
}
