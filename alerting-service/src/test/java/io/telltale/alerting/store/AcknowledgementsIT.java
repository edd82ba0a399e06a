package io.telltale.alerting.store;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.telltale.alerting.SampleRules;
import io.telltale.alerting.Stage;
import io.telltale.alerting.alert.Acknowledgement;
import io.telltale.alerting.alert.AlertBook;
import io.telltale.alerting.alert.AlertState;
import io.telltale.alerting.alert.Micros;
import io.telltale.alerting.alert.ShownAlert;
import io.telltale.alerting.rule.Rule;
import io.telltale.alerting.rule.RuleSet;
import io.telltale.alerting.rule.Severity;
import io.telltale.alerting.store.Acknowledgements.Outcome;
import io.telltale.events.Json;
import io.telltale.events.ReadingBatch;
import io.telltale.events.Shards;
import io.telltale.testkit.NatsServer;
import io.telltale.testkit.Timescale;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Taking alerts on, giving them back, and what of it is seen; time is what the test says. */
class AcknowledgementsIT {

    private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");
    private static final Instant ONE = Instant.parse("2026-03-01T13:00:00Z");

    private final Rule rule = SampleRules.hot();
    private final AlertBook book = new AlertBook(100, (tenant, device) -> Map.of());
    private Stage stage;
    private Acknowledgements acknowledgements;
    private ShownAlerts shown;

    @BeforeEach
    void open() {
        stage = new Stage(NatsServer.shared(), Timescale.shared());
        acknowledgements = new Acknowledgements(stage.transactions);
        shown = new ShownAlerts(stage.transactions);
        assertThat(new RuleStore(stage.transactions).add(rule, 10)).isTrue();
    }

    @AfterEach
    void close() throws Exception {
        stage.close();
    }

    @Test
    void anAcknowledgementIsSeenWrittenDownAndTold() throws Exception {
        UUID alert = fire("pump-7");

        assertThat(acknowledgements.acknowledge(Stage.TENANT, alert, until(ONE)))
                .isEqualTo(new Outcome.Stands());

        assertThat(find(alert, NOON).acknowledgement()).contains(until(ONE));
        assertThat(story(alert)).containsExactly("firing", "acknowledged by ada: on my way");
        JsonNode told = told().getLast();
        assertThat(told.path("type").asText()).isEqualTo("io.telltale.alert.acknowledged");
        assertThat(told.path("data")).isEqualTo(Json.MAPPER.readTree("""
                        {"tenant": "%s", "alert": "%s", "rule": "%s", "severity": "warning", "device": "pump-7",
                         "metric": "temperature", "acknowledged": true, "by": "ada", "at": "2026-03-01T12:00:00Z",
                         "until": "2026-03-01T13:00:00Z", "comment": "on my way"}""".formatted(Stage.TENANT, alert, rule.name())));
    }

    @Test
    void saidAgainItChangesNothingSaidOtherwiseItReplaces() throws Exception {
        UUID alert = fire("pump-7");
        acknowledgements.acknowledge(Stage.TENANT, alert, until(ONE));
        Acknowledgement again =
                new Acknowledgement("ada", NOON.plusSeconds(9), Optional.of(ONE), Optional.of("on my way"));
        assertThat(acknowledgements.acknowledge(Stage.TENANT, alert, again)).isEqualTo(new Outcome.Stands());
        assertThat(find(alert, NOON).acknowledgement()).contains(until(ONE));
        assertThat(story(alert)).hasSize(2);

        Acknowledgement oskar = new Acknowledgement("oskar", NOON, Optional.empty(), Optional.empty());
        acknowledgements.acknowledge(Stage.TENANT, alert, oskar);
        assertThat(find(alert, NOON).acknowledgement()).contains(oskar);
        assertThat(story(alert)).containsExactly("firing", "acknowledged by ada: on my way", "acknowledged by oskar");
    }

    @Test
    void itRunsOutByItselfOnceWhoeverLooks() throws Exception {
        UUID alert = fire("pump-7");
        acknowledgements.acknowledge(Stage.TENANT, alert, until(ONE));

        assertThat(find(alert, ONE.minusNanos(1000)).acknowledgement()).isPresent();
        assertThat(find(alert, ONE).acknowledgement()).isEmpty();
        assertThat(acknowledgements.endExpired(ONE.minusNanos(1000))).isZero();
        assertThat(acknowledgements.endExpired(ONE)).isOne();
        assertThat(acknowledgements.endExpired(ONE)).isZero();

        assertThat(find(alert, NOON).acknowledgement()).isEmpty();
        assertThat(story(alert)).containsExactly("firing", "acknowledged by ada: on my way", "unacknowledged: expired");
        assertThat(told())
                .extracting(event -> event.at("/data/acknowledged").asText())
                .containsExactly("", "true", "false");
        assertThat(told().getLast().at("/data/at").asText()).isEqualTo(ONE.toString());
    }

    @Test
    void oneThatIsOverIsEndedBeforeTheNextBegins() throws Exception {
        UUID alert = fire("pump-7");
        acknowledgements.acknowledge(Stage.TENANT, alert, until(ONE));
        Acknowledgement later = new Acknowledgement("ada", ONE.plusSeconds(1), Optional.empty(), Optional.empty());
        acknowledgements.acknowledge(Stage.TENANT, alert, later);
        assertThat(story(alert))
                .containsExactly(
                        "firing", "acknowledged by ada: on my way", "unacknowledged: expired", "acknowledged by ada");
    }

    @Test
    void itIsGivenBackOnceAndByAnybody() throws Exception {
        UUID alert = fire("pump-7");
        acknowledgements.acknowledge(Stage.TENANT, alert, until(ONE));
        for (int i = 0; i < 2; i++) {
            assertThat(acknowledgements.withdraw(Stage.TENANT, alert, "oskar", NOON))
                    .isEqualTo(new Outcome.Stands());
        }
        assertThat(find(alert, NOON).acknowledgement()).isEmpty();
        assertThat(story(alert))
                .containsExactly("firing", "acknowledged by ada: on my way", "unacknowledged by oskar: withdrawn");
    }

    @Test
    void onlyWhatFiresCanBeTakenOnAndOnlyByItsTenant() throws Exception {
        UUID alert = fire("pump-7");
        assertThat(acknowledgements.acknowledge("stranger", alert, until(ONE))).isEqualTo(new Outcome.Unknown());
        assertThat(acknowledgements.withdraw("stranger", alert, "eve", NOON)).isEqualTo(new Outcome.Unknown());
        acknowledgements.acknowledge(Stage.TENANT, alert, until(ONE));
        read("pump-7", 2, 20);
        assertThat(acknowledgements.acknowledge(Stage.TENANT, alert, until(ONE)))
                .isEqualTo(new Outcome.NotFiring(AlertState.RESOLVED));
        assertThat(acknowledgements.endExpired(ONE))
                .as("what is resolved ends no more")
                .isZero();
    }

    @Test
    void theListIsFilteredByAllThatIsKnownOfAnAlert() throws Exception {
        UUID seven = fire("pump-7");
        UUID eight = fire("pump-8");
        UUID nine = fire("pump-9");
        read("pump-9", 2, 20);
        acknowledgements.acknowledge(Stage.TENANT, seven, until(ONE));
        UUID silence = UUID.randomUUID();
        mute(eight, silence);

        assertThat(list(all())).containsExactly(nine, eight, seven);
        assertThat(list(with(Set.of(AlertState.RESOLVED), Set.of(), null, null, null, null)))
                .containsExactly(nine);
        assertThat(list(with(
                        Set.of(AlertState.FIRING, AlertState.PENDING),
                        Set.of(Severity.WARNING),
                        null,
                        null,
                        null,
                        null)))
                .containsExactly(eight, seven);
        assertThat(list(with(Set.of(), Set.of(Severity.INFO), null, null, null, null)))
                .isEmpty();
        assertThat(list(with(Set.of(), Set.of(), "pump-8", null, null, null))).containsExactly(eight);
        assertThat(list(with(Set.of(), Set.of(), null, rule.name(), null, null)))
                .hasSize(3);
        assertThat(list(with(Set.of(), Set.of(), null, rule.id().toString(), null, null)))
                .hasSize(3);
        assertThat(list(with(Set.of(), Set.of(), null, "another", null, null))).isEmpty();
        assertThat(list(with(Set.of(), Set.of(), null, null, true, null))).containsExactly(seven);
        assertThat(list(with(Set.of(), Set.of(), null, null, false, null))).containsExactly(nine, eight);
        assertThat(list(with(Set.of(), Set.of(), null, null, null, true))).containsExactly(eight);
        assertThat(find(eight, NOON).silencedBy()).containsExactly(silence.toString());
    }

    @Test
    void pagesGoOnWhereTheLastOneEndedAlsoWhenFewFit() throws Exception {
        List<UUID> fired = new ArrayList<>();
        for (int i = 1; i <= 5; i++) {
            fired.addFirst(fire("pump-" + i));
        }
        List<UUID> found = new ArrayList<>();
        long place = Long.MAX_VALUE;
        for (int page = 0; page < 3; page++) {
            ShownAlerts.Found some =
                    shown.page(all(), alert -> !alert.alert().id().equals(fired.get(2)), place, 2);
            some.alerts().forEach(alert -> found.add(alert.alert().id()));
            place = some.next().orElse(0L);
        }
        fired.remove(2);
        assertThat(found).isEqualTo(fired);
        assertThat(place).isZero();
    }

    private static Acknowledgement until(Instant end) {
        return new Acknowledgement("ada", NOON, Optional.of(end), Optional.of("on my way"));
    }

    private UUID fire(String device) throws Exception {
        read(device, 1, 35);
        return list(all()).getFirst();
    }

    private void read(String device, long second, double value) throws Exception {
        ShardProgress owner = ShardProgress.open(stage.transactions, Shards.of(Stage.TENANT, device), 100);
        ReadingBatch batch = ReadingBatch.builder(0)
                .add(Stage.TENANT, device, "temperature", Micros.of(Instant.ofEpochSecond(second)), value)
                .build();
        owner.commit(owner.sequence() + 1, book.read(new RuleSet(List.of(rule)), batch), book.seen());
    }

    private void mute(UUID alert, UUID silence) {
        stage.execute("update group_alerts set muted = 'silenced', muted_by = array['%s'] where alert_id = '%s'"
                .formatted(silence, alert));
    }

    private static AlertFilter all() {
        return AlertFilter.all(Stage.TENANT, NOON);
    }

    private static AlertFilter with(
            Set<AlertState> states,
            Set<Severity> severities,
            String device,
            String rule,
            Boolean acknowledged,
            Boolean muted) {
        return new AlertFilter(
                Stage.TENANT,
                states,
                severities,
                Optional.ofNullable(device),
                Optional.ofNullable(rule),
                Optional.ofNullable(acknowledged),
                Optional.ofNullable(muted),
                NOON);
    }

    private List<UUID> list(AlertFilter filter) {
        return shown.page(filter, any -> true, Long.MAX_VALUE, 100).alerts().stream()
                .map(alert -> alert.alert().id())
                .toList();
    }

    private ShownAlert find(UUID alert, Instant now) {
        return shown.find(Stage.TENANT, alert, now).orElseThrow();
    }

    /** The history, oldest first. */
    private List<String> story(UUID alert) {
        return shown.history(alert, Long.MAX_VALUE, 100).reversed().stream()
                .map(h -> h.what()
                        + h.by().map(by -> " by " + by).orElse("")
                        + h.note().map(n -> ": " + n).orElse(""))
                .toList();
    }

    /** The events in the outbox, in their order. */
    private List<JsonNode> told() throws IOException {
        List<Outbox.Unpublished> events = new ArrayList<>();
        new Outbox(stage.transactions).relay(100, unpublished -> {
            events.addAll(unpublished);
            return 0;
        });
        List<JsonNode> parsed = new ArrayList<>();
        for (Outbox.Unpublished event : events) {
            parsed.add(Json.MAPPER.readTree(event.event()));
        }
        assertThat(events.stream().map(Outbox.Unpublished::id).collect(Collectors.toSet()))
                .hasSize(events.size());
        return parsed;
    }
}
