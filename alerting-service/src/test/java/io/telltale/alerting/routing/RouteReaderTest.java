package io.telltale.alerting.routing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What a route takes from its parent and what it does not, where two routes meet, and how much of everything there may be. */
class RouteReaderTest {

    private static final String RECEIVERS = "\nreceivers: [{name: a}, {name: b}]\n";
    private static final String DAY = "time_intervals: [{name: day, time_intervals: [{weekdays: [monday]}]}]\n";

    @Test
    void whetherAlertsAreAloneIsTakenFromTheParentUnlessThereIsAGroupByOfItsOwn() {
        Routing routing = read("""
                route:
                  receiver: a
                  group_by: ['...']
                  routes:
                  - matchers: [x=1]
                  - {matchers: [x=2], group_by: [x]}
                """);
        assertThat(only(routing, Map.of("x", "1")).plan().alone()).isTrue();
        assertThat(only(routing, Map.of("x", "2")).plan().alone()).isFalse();
    }

    @Test
    void flappingIsTakenFromTheParentButTimesAndEscalationAreNot() {
        Routing routing = read("""
                route:
                  receiver: a
                  flapping: {changes: 2}
                  escalation: [{after: 1m, receiver: b}]
                  routes:
                  - matchers: [x=~"1|2"]
                    active_time_intervals: [day]
                    routes:
                    - {matchers: [x=2], flapping: {changes: 100, within: 1d}}
                """ + DAY);
        Destination first = only(routing, Map.of("x", "1"));
        assertThat(first.plan().flapping()).contains(new Flapping(2, Duration.ofMinutes(10)));
        assertThat(first.plan().activeTimeIntervals()).containsExactly("day");
        Destination second = only(routing, Map.of("x", "2"));
        assertThat(second.plan().flapping()).contains(new Flapping(100, Duration.ofDays(1)));
        assertThat(second.plan().activeTimeIntervals()).isEmpty();
        assertThat(read("route: {receiver: a}\n").destinations("acme", new UUID(0, 0), Map.of()))
                .extracting(d -> d.plan().flapping())
                .containsExactly(Optional.empty());
    }

    @Test
    void aStepOfTheEscalationIsAGroupOfItsOwnWithoutAWaitAlsoForTheSameReceiver() {
        Routing routing = read("route: {receiver: a, group_wait: 30s, escalation: [{after: 5m, receiver: a}]}");
        List<Destination> both = routing.destinations("acme", new UUID(0, 0), Map.of());
        assertThat(both).extracting(Destination::receiver).containsExactly("a", "a");
        assertThat(both).extracting(d -> d.plan().groupWait()).containsExactly(Duration.ofSeconds(30), Duration.ZERO);
        assertThat(both).extracting(Destination::group).doesNotHaveDuplicates();
    }

    @Test
    void anotherRouteOrAnotherReceiverIsAnotherGroupTheVerySameIsOne() {
        String two = "route: {receiver: a, routes: [{matchers: [x=1], continue: true, group_wait: 1s}, "
                + "{matchers: [%s], receiver: %s, group_wait: 2s}]}";
        Map<String, String> labels = Map.of("x", "1", "y", "1");
        assertThat(read(two.formatted("y=1", "a")).destinations("acme", new UUID(0, 0), labels))
                .extracting(Destination::group)
                .hasSize(2)
                .doesNotHaveDuplicates();
        assertThat(read(two.formatted("x=1", "b")).destinations("acme", new UUID(0, 0), labels))
                .extracting(Destination::group)
                .hasSize(2)
                .doesNotHaveDuplicates();
        assertThat(read(two.formatted("x=1", "a")).destinations("acme", new UUID(0, 0), labels))
                .extracting(d -> d.plan().groupWait())
                .as("the first says how")
                .containsExactly(Duration.ofSeconds(1));
    }

    @Test
    void quotationMarksInTheValuesOfAGroupAreEscapedInItsKey() {
        Destination to = only(read("route: {receiver: a, group_by: [x]}"), Map.of("x", "a\"b\\c", "y", "1"));
        assertThat(to.key()).isEqualTo("{}:{x=\"a\\\"b\\\\c\"}");
        assertThat(to.labels()).isEqualTo(Map.of("x", "a\"b\\c"));
    }

    @Test
    void whoeverIsMissingIsStoodInForByTheReceiverOfTheRoot() {
        Routing routing = read("route: {receiver: a, routes: [{matchers: [x=1], receiver: b}]}");
        assertThat(routing.fallback().name()).isEqualTo("a");
        assertThat(routing.receiver("c")).isEmpty();
        assertThat(routing.receiver("b")).contains(new Routing.Receiver("b", List.of(), 100));
    }

    @Test
    void theRootTakesEverythingAlways() {
        assertThat(refused("route: {receiver: a, continue: true}")).isEqualTo("route.continue");
        assertThat(refused("route: {receiver: a, mute_time_intervals: [day]}" + "\n" + DAY))
                .isEqualTo("route.mute_time_intervals");
        assertThat(refused("route: {receiver: a, active_time_intervals: [day]}" + "\n" + DAY))
                .isEqualTo("route.active_time_intervals");
    }

    @Test
    void saysWhatIsOutOfItsRange() {
        assertThat(refused("route: {receiver: a, flapping: {changes: 1}}")).isEqualTo("route.flapping.changes");
        assertThat(refused("route: {receiver: a, flapping: {changes: 101}}")).isEqualTo("route.flapping.changes");
        assertThat(refused("route: {receiver: a, flapping: {changes: 2, within: 0s}}"))
                .isEqualTo("route.flapping.within");
        assertThat(refused("route: {receiver: a, flapping: {changes: 2, within: 25h}}"))
                .isEqualTo("route.flapping.within");
        assertThat(refused("route: {receiver: a, escalation: [{after: 0s, receiver: b}]}"))
                .isEqualTo("route.escalation[0].after");
        assertThat(refused("route: {receiver: a, repeat_interval: 999ms}")).isEqualTo("route.repeat_interval");
        assertThat(refused("route: {receiver: a, group_by: [x, y, x]}")).isEqualTo("route.group_by");
        assertThat(refused("route: {receiver: c}\nreceivers: [{name: c, max_alerts: 1001}]"))
                .isEqualTo("receivers[0].max_alerts");
        read("route: {receiver: c}\nreceivers: [{name: c, max_alerts: 1000}]");
        assertThat(refused("route: {receiver: a}\n" + DAY.replace("[{name", "[{name: day}, {name")))
                .isEqualTo("time_intervals[1].name");
        assertThat(refused("route: {receiver: a}\ninhibit_rules: [{target_matchers: [x=1]}]"))
                .isEqualTo("inhibit_rules[0].source_matchers");
    }

    @Test
    void thereIsAMostOfEverything() {
        read("route: {receiver: a, routes: [" + many(499, "{matchers: [x=1]}") + "]}");
        assertThat(refused("route: {receiver: a, routes: [" + many(500, "{matchers: [x=1]}") + "]}"))
                .isEqualTo("route.routes[499]");
        read("route: " + nested(16));
        assertThat(refused("route: " + nested(17))).isEqualTo("route" + ".routes[0]".repeat(16));
        read("route: {receiver: a, escalation: [" + many(10, "{after: 1m, receiver: b}") + "]}");
        assertThat(refused("route: {receiver: a, escalation: [" + many(11, "{after: 1m, receiver: b}") + "]}"))
                .isEqualTo("route.escalation");
        read("route: {receiver: a, routes: [{matchers: [" + many(32, "x=1") + "]}]}");
        assertThat(refused("route: {receiver: a, routes: [{matchers: [" + many(33, "x=1") + "]}]}"))
                .isEqualTo("route.routes[0].matchers");
        assertThat(refused("route: {receiver: a}\ninhibit_rules: ["
                        + many(201, "{source_matchers: [x=1], target_matchers: [x=2]}") + "]"))
                .isEqualTo("inhibit_rules");
    }

    private static String many(int count, String one) {
        return IntStream.range(0, count).mapToObj(i -> one).collect(Collectors.joining(", "));
    }

    private static String nested(int levels) {
        return levels == 1 ? "{receiver: a}" : "{receiver: a, routes: [" + nested(levels - 1) + "]}";
    }

    private static Destination only(Routing routing, Map<String, String> labels) {
        List<Destination> all = routing.destinations("acme", new UUID(0, 0), labels);
        assertThat(all).hasSize(1);
        return all.getFirst();
    }

    private static Routing read(String yaml) {
        return RoutingTest.read(yaml.contains("receivers:") ? yaml : yaml + RECEIVERS);
    }

    private static String refused(String yaml) {
        InvalidRoutingException[] refused = new InvalidRoutingException[1];
        assertThatThrownBy(() -> read(yaml)).isInstanceOfSatisfying(InvalidRoutingException.class, e -> refused[0] = e);
        return refused[0].field();
    }
}
