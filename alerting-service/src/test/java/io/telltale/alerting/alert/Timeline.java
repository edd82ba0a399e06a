package io.telltale.alerting.alert;

import static org.assertj.core.api.Assertions.assertThat;

import io.telltale.alerting.rule.Rule;
import io.telltale.alerting.rule.RuleSet;
import io.telltale.events.ReadingBatch;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Readings of {@code pump-7} at seconds of a made-up day, and what came of them. No clock runs. */
final class Timeline {

    static final Instant START = Instant.parse("2026-03-01T12:00:00Z");

    private final Map<String, Map<String, String>> labels = new HashMap<>();
    private AlertBook book = newBook();
    private RuleSet rules;
    private final List<Alert> open = new ArrayList<>();
    private final List<SeenSeries> seen = new ArrayList<>();
    private List<Transition> last = List.of();

    Timeline(Rule... rules) {
        this.rules = new RuleSet(List.of(rules));
    }

    private AlertBook newBook() {
        return new AlertBook(100, (tenant, device) -> labels.getOrDefault(device, Map.of()));
    }

    static Instant second(double second) {
        return START.plusMillis(Math.round(second * 1000));
    }

    Timeline labels(String device, Map<String, String> carried) {
        labels.put(device, carried);
        return this;
    }

    Timeline at(double second, double value) {
        return at(second, "pump-7", value);
    }

    Timeline at(double second, String device, double value) {
        ReadingBatch batch = ReadingBatch.builder(0)
                .add("acme", device, "temperature", Micros.of(second(second)), value)
                .build();
        last = book.read(rules, batch);
        return commit();
    }

    /** Several readings in one batch. */
    Timeline batch(double[]... readings) {
        ReadingBatch.Builder batch = ReadingBatch.builder(0);
        for (double[] r : readings) {
            batch.add("acme", "pump-7", "temperature", Micros.of(second(r[0])), r[1]);
        }
        last = book.read(rules, batch.build());
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
        seen.addAll(book.seen());
        book.saved();
        return this;
    }

    private void replace(Alert alert) {
        open.removeIf(a -> a.id().equals(alert.id()));
        open.add(alert);
    }

    /** The process dies, and another goes on from what was committed. */
    Timeline restart() {
        book = newBook();
        book.restore(seen, open);
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
        assertThat(last).singleElement().isInstanceOf(Transition.Pended.class);
        return this;
    }

    Timeline firing() {
        assertThat(last).singleElement().isInstanceOf(Transition.Fired.class);
        return this;
    }

    Timeline resolved() {
        assertThat(last).singleElement().isInstanceOf(Transition.Resolved.class);
        return this;
    }

    Timeline withdrawn() {
        assertThat(last).singleElement().isInstanceOf(Transition.Withdrawn.class);
        return this;
    }

    List<Transition> last() {
        return last;
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
