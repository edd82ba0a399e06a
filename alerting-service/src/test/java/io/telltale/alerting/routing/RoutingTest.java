package io.telltale.alerting.routing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class RoutingTest {

    private static final UUID ALERT = UUID.randomUUID();
    private static final String TREE = """
            route:
              receiver: everybody
              group_by: [alertname]
              routes:
              - matchers: ['severity="critical"']
                receiver: pager
                group_wait: 0s
                group_interval: 10s
                escalation:
                - {after: 10m, receiver: boss}
                continue: true
              - matchers: [team=cooling]
                group_by: [alertname, hall]
                mute_time_intervals: [night]
                routes:
                - matchers: ['hall=~"1|2"']
                  receiver: ground-floor
                  repeat_interval: 1h30m
              - matchers: [alone=yes]
                group_by: ['...']
            receivers:
            - {name: everybody}
            - {name: pager, max_alerts: 5}
            - {name: boss}
            - {name: ground-floor}
            time_intervals:
            - name: night
              time_intervals:
              - times: [{start_time: '00:00', end_time: '06:00'}]
            inhibit_rules:
            - source_matchers: [severity=critical]
              target_matchers: [severity=warning]
              equal: [device]
            """;

    private final Routing routing = read(TREE);

    @Test
    void theDeepestMatchesInOrderUntilOneDoesNotContinue() {
        assertThat(receivers(Map.of())).containsExactly("everybody");
        assertThat(receivers(Map.of("team", "cooling"))).containsExactly("everybody");
        assertThat(receivers(Map.of("team", "cooling", "hall", "2"))).containsExactly("ground-floor");
        assertThat(receivers(Map.of("severity", "critical"))).containsExactly("pager", "boss");
        assertThat(receivers(Map.of("severity", "critical", "team", "cooling", "alone", "yes")))
                .containsExactly("pager", "boss", "everybody");
    }

    @Test
    void whatARouteLeavesOutItTakesFromItsParentButForTimes() {
        Destination cooling = to(Map.of("team", "cooling", "hall", "2", "alertname", "Too hot"));
        assertThat(cooling.plan().groupWait()).isEqualTo(Duration.ofSeconds(30));
        assertThat(cooling.plan().groupInterval()).isEqualTo(Duration.ofMinutes(5));
        assertThat(cooling.plan().repeatInterval()).isEqualTo(Duration.ofMinutes(90));
        assertThat(cooling.plan().muteTimeIntervals()).isEmpty();
        assertThat(cooling.labels()).isEqualTo(Map.of("alertname", "Too hot", "hall", "2"));
        assertThat(cooling.key())
                .isEqualTo("{}/{team=\"cooling\"}/{hall=~\"1|2\"}:{alertname=\"Too hot\", hall=\"2\"}");
        assertThat(to(Map.of("team", "cooling")).plan().muteTimeIntervals()).containsExactly("night");
    }

    @Test
    void sameLabelsToGroupBySameGroupElseAnother() {
        UUID hall3 = to(Map.of("team", "cooling", "hall", "3", "device", "a")).group();
        assertThat(to(Map.of("team", "cooling", "hall", "3", "device", "b")).group())
                .isEqualTo(hall3);
        assertThat(to(Map.of("team", "cooling", "hall", "4")).group()).isNotEqualTo(hall3);
        assertThat(routing.destinations("other", ALERT, Map.of("team", "cooling", "hall", "3"))
                        .getFirst()
                        .group())
                .isNotEqualTo(hall3);
        Destination alone = to(Map.of("alone", "yes"));
        assertThat(alone.plan().alone()).isTrue();
        assertThat(routing.destinations("acme", UUID.randomUUID(), Map.of("alone", "yes"))
                        .getFirst()
                        .group())
                .isNotEqualTo(alone.group());
    }

    @Test
    void aStepOfTheEscalationIsAGroupOfItsOwnThatWaits() {
        List<Destination> all = routing.destinations("acme", ALERT, Map.of("severity", "critical"));
        assertThat(all).extracting(Destination::delay).containsExactly(Duration.ZERO, Duration.ofMinutes(10));
        assertThat(all).extracting(d -> d.plan().step()).containsExactly(0, 1);
        assertThat(all.getFirst().group()).isNotEqualTo(all.getLast().group());
    }

    @Test
    void inAStormAlertsOfARuleGoToOneGroupOfTheirRouteAndStep() {
        Routing standard = new Routing(Routing.DEFAULT);
        Map<String, String> labels = Map.of("alertname", "Too hot", "device", "a");
        Destination alone = standard.destinations("acme", ALERT, labels).getFirst();
        Destination.InStorm storm = alone.inStorm().orElseThrow();
        assertThat(storm.storm())
                .isEqualTo(new Storm(20, Duration.ofMinutes(1), Duration.ofSeconds(10), Duration.ofMinutes(1)));
        assertThat(storm.together().key()).isEqualTo("{}:{alertname=\"Too hot\"}");
        assertThat(storm.together().plan().alone()).isFalse();
        assertThat(storm.together().plan().groupWait()).isEqualTo(Duration.ofSeconds(10));
        assertThat(storm.together().plan().repeatInterval()).isEqualTo(Duration.ofHours(4));
        Destination other =
                standard.destinations("acme", UUID.randomUUID(), labels).getFirst();
        assertThat(other.group()).isNotEqualTo(alone.group());
        assertThat(other.inStorm().orElseThrow().together().group())
                .isEqualTo(storm.together().group());
    }

    @Test
    void aStormIsOfRoutesThatTellEachAlertByItselfAndGoesDownTheTree() {
        String tree = """
                route:
                  receiver: a
                  group_by: ['...']
                  storm: {alerts: 5}
                  routes:
                  - matchers: [grouped=yes]
                    group_by: [alertname]
                    routes: [{matchers: [alone=yes], group_by: ['...'], escalation: [{after: 1m, receiver: a}]}]
                receivers: [{name: a}]
                """;
        Routing stormy = read(tree);
        assertThat(stormy.destinations("acme", ALERT, Map.of("grouped", "yes")))
                .extracting(Destination::inStorm)
                .containsExactly(Optional.empty());
        List<Destination> below = stormy.destinations("acme", ALERT, Map.of("grouped", "yes", "alone", "yes"));
        Storm five = new Storm(5, Duration.ofMinutes(1), Duration.ofSeconds(10), Duration.ofMinutes(1));
        assertThat(below).extracting(d -> d.inStorm().orElseThrow().storm()).containsExactly(five, five);
        assertThat(below)
                .extracting(d -> d.inStorm().orElseThrow().together().plan().groupWait())
                .containsExactly(Duration.ofSeconds(10), Duration.ZERO);
        assertThat(below)
                .extracting(d -> d.inStorm().orElseThrow().together().group())
                .doesNotHaveDuplicates();
        assertThat(refusal(tree.replace("alerts: 5", "alerts: 0"))).isEqualTo("route.storm.alerts");
        assertThat(refusal(tree.replace("alerts: 5", "alerts: 1001"))).isEqualTo("route.storm.alerts");
        assertThat(refusal(tree.replace("alerts: 5", "within: 25h"))).isEqualTo("route.storm.within");
        assertThat(refusal(tree.replace("alerts: 5", "within: soon"))).isEqualTo("route.storm.within");
        assertThat(refusal(tree.replace("alerts: 5", "group_interval: 0s"))).isEqualTo("route.storm.group_interval");
        assertThat(refusal(tree.replace("[alertname]", "[alertname]\n    storm: {}")))
                .isEqualTo("route.routes[0].storm");
    }

    @Test
    void saysWhichFieldMakesNoSense() {
        assertThat(refusal("receivers: [{name: a}]")).isEqualTo("route");
        assertThat(refusal("route: {receiver: a}")).isEqualTo("route.receiver");
        assertThat(refusal("route: {}\nreceivers: [{name: a}]")).isEqualTo("route.receiver");
        assertThat(refusal(TREE.replace("receiver: ground-floor", "receiver: cellar")))
                .isEqualTo("route.routes[1].routes[0].receiver");
        assertThat(refusal(TREE.replace("'hall=~\"1|2\"'", "'hall=~\"(\"'")))
                .isEqualTo("route.routes[1].routes[0].matchers[0]");
        assertThat(refusal(TREE.replace("1h30m", "soon"))).isEqualTo("route.routes[1].routes[0].repeat_interval");
        assertThat(refusal(TREE.replace("group_interval: 10s", "group_interval: 0s")))
                .isEqualTo("route.routes[0].group_interval");
        assertThat(refusal(TREE.replace("receiver: boss", "receiver: nobody")))
                .isEqualTo("route.routes[0].escalation[0].receiver");
        assertThat(refusal(TREE.replace("mute_time_intervals: [night]", "mute_time_intervals: [day]")))
                .isEqualTo("route.routes[1].mute_time_intervals");
        assertThat(refusal(TREE.replace("['...']", "['...', device]"))).isEqualTo("route.routes[2].group_by");
        assertThat(refusal(TREE.replace("- {name: boss}", "- {name: pager}"))).isEqualTo("receivers[2].name");
        assertThat(refusal(TREE.replace("max_alerts: 5", "max_alerts: 0"))).isEqualTo("receivers[1].max_alerts");
        assertThat(refusal(TREE.replace("'06:00'", "'6'"))).isEqualTo("time_intervals[0].time_intervals[0].times");
        assertThat(refusal(TREE.replace("[severity=warning]", "[]"))).isEqualTo("inhibit_rules[0].target_matchers");
        assertThat(refusal(TREE.replace(
                        "receiver: everybody\n  group_by", "receiver: everybody\n  matchers: [a=b]\n  group_by")))
                .isEqualTo("route.matchers");
    }

    /** Whatever tree and labels: an alert always goes somewhere, the same way each time, and only where every matcher agrees. */
    @Test
    void anyAlertIsRoutedByAnyTree() {
        Random random = new Random(11);
        for (int i = 0; i < 500; i++) {
            List<RoutingDocument.Route> routes = new ArrayList<>();
            RoutingDocument.Route root = tree(random, 0, routes);
            Routing any = new Routing(new RoutingDocument(
                    root,
                    List.of(
                            new RoutingDocument.Receiver("a", null, null),
                            new RoutingDocument.Receiver("b", null, null)),
                    null,
                    null));
            Map<String, String> labels = Map.of("x", "" + random.nextInt(3), "y", "" + random.nextInt(3));
            List<Destination> once = any.destinations("acme", ALERT, labels);
            assertThat(once).isNotEmpty().isEqualTo(any.destinations("acme", ALERT, labels));
            assertThat(once).extracting(Destination::group).doesNotHaveDuplicates();
            assertThat(once)
                    .allSatisfy(d ->
                            assertThat(keyMatches(d.key(), labels)).as(d.key()).isTrue());
        }
    }

    private static boolean keyMatches(String key, Map<String, String> labels) {
        String path = key.substring(0, key.lastIndexOf(":{"));
        for (String node : path.split("/", -1)) {
            String inside = node.substring(1, node.length() - 1);
            if (!inside.isEmpty() && !Matcher.parse("", inside).matches(labels)) {
                return false;
            }
        }
        return true;
    }

    private static RoutingDocument.Route tree(Random random, int depth, List<RoutingDocument.Route> all) {
        List<RoutingDocument.Route> children = new ArrayList<>();
        for (int i = random.nextInt(4); depth < 4 && i > 0; i--) {
            children.add(tree(random, depth + 1, all));
        }
        String matcher = (random.nextBoolean() ? "x" : "y") + (random.nextBoolean() ? "=" : "!=") + random.nextInt(3);
        return new RoutingDocument.Route(
                random.nextBoolean() || depth == 0 ? "a" : "b",
                depth == 0 ? null : List.of(matcher),
                random.nextBoolean() ? List.of("x") : null,
                null,
                null,
                null,
                depth > 0 && random.nextBoolean() ? true : null,
                null,
                null,
                null,
                null,
                null,
                children);
    }

    private List<String> receivers(Map<String, String> labels) {
        return routing.destinations("acme", ALERT, labels).stream()
                .map(Destination::receiver)
                .toList();
    }

    private Destination to(Map<String, String> labels) {
        return routing.destinations("acme", ALERT, labels).getFirst();
    }

    private static String refusal(String yaml) {
        InvalidRoutingException[] refused = new InvalidRoutingException[1];
        assertThatThrownBy(() -> read(yaml))
                .as(yaml)
                .isInstanceOfSatisfying(InvalidRoutingException.class, e -> refused[0] = e);
        return refused[0].field();
    }

    static Routing read(String yaml) {
        try {
            return new Routing(new YAMLMapper().readValue(yaml, RoutingDocument.class));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
