package io.telltale.alerting.alert;

import static org.assertj.core.api.Assertions.assertThat;

import io.telltale.alerting.rule.Rule;
import io.telltale.alerting.rule.RuleSet;
import io.telltale.events.ReadingBatch;
import io.telltale.events.SeriesKey;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Readings of {@code pump-7} at seconds of a made-up day, and what came of them. No clock runs. What a database would hold and
 * the stream of readings are kept beside, so that the process can die at any place.
 */
final class Timeline {

    static final Instant START = Instant.parse("2026-03-01T12:00:00Z");

    private final Map<String, Map<String, String>> labels = new HashMap<>();
    private final List<Transition> all = new ArrayList<>();
    private final List<ReadingBatch> stream = new ArrayList<>();
    private final Map<SeriesKey, Long> seen = new LinkedHashMap<>();
    private final Map<SeriesKey, SavedMemory> memories = new LinkedHashMap<>();
    private final List<Alert> open = new ArrayList<>();
    private Wording wording = Wording.PLAIN;
    private AlertBook book = newBook();
    private RuleSet rules;
    private List<Transition> last = List.of();
    private int memoryBytes = Integer.MAX_VALUE;
    private long rebuildFrom;

    Timeline(Rule... rules) {
        this.rules = new RuleSet(List.of(rules));
    }

    private AlertBook newBook() {
        return new AlertBook(10_000, (tenant, device) -> labels.getOrDefault(device, Map.of()), wording);
    }

    static Instant second(double second) {
        return START.plusMillis(Math.round(second * 1000));
    }

    Timeline labels(String device, Map<String, String> carried) {
        labels.put(device, carried);
        return this;
    }

    /** How texts are said from here on. */
    Timeline wording(Wording now) {
        wording = now;
        return restart();
    }

    /** Saves no more than about so much of the rules' memory at once; nothing at all with 0. */
    Timeline saving(int bytes) {
        memoryBytes = bytes;
        return this;
    }

    Timeline at(double second, double value) {
        return at(second, "pump-7", value);
    }

    Timeline at(double second, String device, double value) {
        return reads(second, device, "temperature", value);
    }

    /** A reading of another metric of {@code pump-7}. */
    Timeline of(String metric, double second, double value) {
        return reads(second, "pump-7", metric, value);
    }

    private Timeline reads(double second, String device, String metric, double value) {
        return reads(ReadingBatch.builder(0)
                .add("acme", device, metric, Micros.of(second(second)), value)
                .build());
    }

    /** Several readings in one batch. */
    Timeline batch(double[]... readings) {
        ReadingBatch.Builder batch = ReadingBatch.builder(0);
        for (double[] r : readings) {
            batch.add("acme", "pump-7", "temperature", Micros.of(second(r[0])), r[1]);
        }
        return reads(batch.build());
    }

    Timeline reads(ReadingBatch batch) {
        stream.add(batch);
        last = book.read(rules, batch, stream.size());
        all.addAll(last);
        return commit();
    }

    /** What a database would hold now. */
    private Timeline commit() {
        for (Transition transition : last) {
            switch (transition) {
                case Transition.None n -> throw new AssertionError("nothing is not to be written");
                case Transition.Pended p -> open.add(p.alert());
                case Transition.Fired f -> replace(f.alert());
                case Transition.Escalated e -> replace(e.alert());
                case Transition.Eased e -> replace(e.alert());
                case Transition.Prolonged p -> replace(p.alert());
                case Transition.Resolved r ->
                    open.removeIf(a -> a.id().equals(r.alert().id()));
                case Transition.Withdrawn w ->
                    open.removeIf(a -> a.id().equals(w.alert().id()));
            }
        }
        book.seen().forEach(s -> seen.put(s.series(), s.micros()));
        Remembered remembered = book.remembered(memoryBytes);
        remembered.memories().forEach(memory -> memories.put(memory.series(), memory));
        rebuildFrom = remembered.rebuildFrom();
        book.saved();
        return this;
    }

    private void replace(Alert alert) {
        open.removeIf(a -> a.id().equals(alert.id()));
        open.add(alert);
    }

    /** The process dies, and another goes on from what was committed and from the stream. */
    Timeline restart() {
        book = newBook();
        List<SeenSeries> known = seen.entrySet().stream()
                .map(s -> new SeenSeries(s.getKey(), s.getValue()))
                .toList();
        book.restore(known, open, memories.values());
        for (int sequence = (int) rebuildFrom + 1; sequence <= stream.size(); sequence++) {
            book.refold(rules, stream.get(sequence - 1), sequence);
        }
        return this;
    }

    /** The rules are other ones now. */
    Timeline rules(Rule... changed) {
        rules = new RuleSet(List.of(changed));
        return this;
    }

    Timeline nothing() {
        assertThat(last).isEmpty();
        return this;
    }

    Timeline pending() {
        return brought(Transition.Pended.class);
    }

    Timeline firing() {
        return brought(Transition.Fired.class);
    }

    Timeline escalated() {
        return brought(Transition.Escalated.class);
    }

    Timeline eased() {
        return brought(Transition.Eased.class);
    }

    Timeline prolonged() {
        return brought(Transition.Prolonged.class);
    }

    Timeline resolved() {
        return brought(Transition.Resolved.class);
    }

    Timeline withdrawn() {
        return brought(Transition.Withdrawn.class);
    }

    private Timeline brought(Class<? extends Transition> expected) {
        assertThat(last).singleElement().isInstanceOf(expected);
        return this;
    }

    List<Transition> last() {
        return last;
    }

    /** Everything that came, from the beginning. */
    List<Transition> all() {
        return all;
    }

    /** Sequence after which the stream would be read again. */
    long rebuildFrom() {
        return rebuildFrom;
    }

    /** The alert of the one transition. */
    Alert alert() {
        assertThat(last).hasSize(1);
        return switch (last.getFirst()) {
            case Transition.None n -> throw new AssertionError("no alert");
            case Transition.Pended p -> p.alert();
            case Transition.Fired f -> f.alert();
            case Transition.Escalated e -> e.alert();
            case Transition.Eased e -> e.alert();
            case Transition.Prolonged p -> p.alert();
            case Transition.Resolved r -> r.alert();
            case Transition.Withdrawn w -> w.alert();
        };
    }
}
