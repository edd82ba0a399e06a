package io.telltale.bench.endtoend;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * A way in which devices publish.
 *
 * @param name what it is called on the command line and in the tables
 * @param connections MQTT connections
 * @param metrics of a device, sampled at one instant
 * @param readingsPerMessage metrics in a message; where a device has more, its messages follow each other at once
 * @param goal readings a second that are asked for when nothing else is said: a little more than what has to be held, because
 *     the time counts until the last one is stored
 */
record Case(
        String name,
        int devices,
        int connections,
        int metrics,
        int readingsPerMessage,
        int qos,
        FrontDoor frontDoor,
        int goal) {

    /** Where the devices publish to. */
    enum FrontDoor {
        LISTENER,
        BROKER;

        /** As {@code ./telltale} and the simulator call it. */
        String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    static final Case ONE = new Case("one", 1_000, 1_000, 10, 1, 1, FrontDoor.LISTENER, 77_000);
    static final Case TEN = new Case("ten", 1_000, 1_000, 10, 10, 1, FrontDoor.LISTENER, 134_000);

    private static final List<Case> ALL = List.of(
            ONE,
            TEN,
            new Case("alone", 1_000, 1_000, 1, 1, 1, FrontDoor.LISTENER, 50_000),
            new Case("one-qos0", 1_000, 1_000, 10, 1, 0, FrontDoor.LISTENER, 77_000),
            new Case("ten-qos0", 1_000, 1_000, 10, 10, 0, FrontDoor.LISTENER, 134_000),
            new Case("devices-100", 100, 100, 10, 1, 1, FrontDoor.LISTENER, 77_000),
            new Case("devices-10000", 10_000, 10_000, 10, 1, 1, FrontDoor.LISTENER, 40_000),
            new Case("broker", 1_000, 1_000, 10, 1, 1, FrontDoor.BROKER, 10_000));

    /** Those of a list such as {@code one,ten}, or {@code all}. */
    static List<Case> named(String list) {
        return list.equals("all")
                ? ALL
                : Arrays.stream(list.split(",")).distinct().map(Case::of).toList();
    }

    static Case of(String name) {
        return ALL.stream()
                .filter(each -> each.name.equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no such case: " + name + "; there are all, "
                        + ALL.stream().map(Case::name).collect(Collectors.joining(", "))));
    }

    /** What the load generator is to do, but for the rate and the time. */
    List<String> arguments() {
        List<String> arguments = new ArrayList<>(List.of(
                "--devices=" + devices,
                "--connections=" + connections,
                "--metrics=" + metrics,
                "--readings-per-message=" + readingsPerMessage,
                "--qos=" + qos));
        if (frontDoor != FrontDoor.LISTENER) {
            arguments.add("--front-door=" + frontDoor.word());
        }
        return arguments;
    }

    /** For people. */
    @JsonProperty
    String what() {
        String messages =
                switch (metrics / readingsPerMessage) {
                    case 1 ->
                        readingsPerMessage == 1 ? "each message alone" : readingsPerMessage + " readings a message";
                    default -> metrics / readingsPerMessage + " messages in a row";
                };
        return String.format(
                Locale.ROOT,
                "%,d devices × %d metrics, %s, QoS %d, %s",
                devices,
                metrics,
                messages,
                qos,
                frontDoor.word());
    }
}
