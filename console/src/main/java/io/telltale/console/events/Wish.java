package io.telltale.console.events;

import io.telltale.events.Names;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * What a listener asked for.
 *
 * @param tenant whose events
 * @param devices whose live readings come along; anomalies, alerts and presence come for all devices of the tenant
 * @param after sequence of the last event it has; empty = from now on
 */
record Wish(String tenant, Set<String> devices, OptionalLong after) {

    Wish {
        devices = Set.copyOf(devices);
    }

    /**
     * Checks what stood in the request.
     *
     * @throws IllegalArgumentException saying what is wrong with it
     */
    static Wish of(String tenant, List<String> devices, int maxDevices, @Nullable String lastEventId) {
        Set<String> names = new TreeSet<>(devices);
        names.forEach(name -> Names.require("device", name));
        if (names.size() > maxDevices) {
            throw new IllegalArgumentException(
                    names.size() + " devices asked for, " + maxDevices + " are the most; ask for fewer at a time");
        }
        return new Wish(Names.require("tenant", tenant), names, sequence(lastEventId));
    }

    private static OptionalLong sequence(@Nullable String lastEventId) {
        if (lastEventId == null || lastEventId.isBlank()) {
            return OptionalLong.empty();
        }
        try {
            return OptionalLong.of(Long.parseUnsignedLong(lastEventId.strip()));
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException("Last-Event-ID must be the id of an event sent from here", e);
        }
    }
}
