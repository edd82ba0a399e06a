package io.telltale.alerting.group;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.telltale.alerting.routing.Destination;
import io.telltale.alerting.routing.Gathering.Place;
import io.telltale.alerting.routing.GroupPlan;
import io.telltale.alerting.rule.Severity;
import io.telltale.events.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;

/** A group with its members as the database would hold them. */
final class HeldGroup {

    final Map<UUID, Instant> due;
    final Map<UUID, Severity> told;
    Optional<Instant> flushAt;
    private Group group;

    /** All there is of a group once nobody has it in memory. */
    private record Columns(Group group, Optional<Instant> flushAt, Map<UUID, Instant> due, Map<UUID, Severity> told) {}

    HeldGroup(Destination to, Instant now) {
        this(new Columns(
                new Group(
                        to.group(),
                        to.tenant(),
                        to.receiver(),
                        to.key(),
                        to.labels(),
                        to.plan(),
                        now.plus(to.plan().groupWait()),
                        Optional.empty(),
                        0,
                        now),
                Optional.empty(),
                Map.of(),
                Map.of()));
    }

    private HeldGroup(Columns columns) {
        group = columns.group;
        flushAt = columns.flushAt;
        due = new HashMap<>(columns.due);
        told = new HashMap<>(columns.told);
    }

    /** The same for a process that has only what was written. */
    HeldGroup reread() {
        try {
            byte[] written = Json.MAPPER.writeValueAsBytes(new Columns(group, flushAt, due, told));
            return new HeldGroup(Json.MAPPER.readValue(written, Columns.class));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a group is always JSON", e);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    Group group() {
        return group;
    }

    GroupPlan plan() {
        return group.plan();
    }

    Stream<Place> places() {
        return due.keySet().stream().map(alert -> new Place(group.id(), alert));
    }

    /** One more alert, to be told not before the destination's delay is over. */
    void join(Destination to, UUID alert, Instant now) {
        due.putIfAbsent(alert, now.plus(to.delay()));
        lookWhenAllowed(now.plus(to.delay()));
    }

    /** Looks at it then, or as soon as it may be told. */
    void lookWhenAllowed(Instant at) {
        lookAt(at.isAfter(group.notBefore()) ? at : group.notBefore());
    }

    void lookAt(Instant at) {
        flushAt = Optional.of(flushAt.filter(known -> known.isBefore(at)).orElse(at));
    }

    /** How it stands after a look, and how many notifications that took. */
    void looked(Flush flush, Instant now, int notifications) {
        flush.firing().forEach(m -> told.put(m.alert().id(), m.alert().severity()));
        flush.gone().forEach(m -> due.remove(m.alert().id()));
        flushAt = flush.lookAgain();
        group = new Group(
                group.id(),
                group.tenant(),
                group.receiver(),
                group.key(),
                group.labels(),
                group.plan(),
                flush.notBefore(),
                flush.reason().tells() ? Optional.of(now) : group.toldAt(),
                group.flushes() + notifications,
                group.createdAt());
    }
}
