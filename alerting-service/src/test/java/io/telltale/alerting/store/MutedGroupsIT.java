package io.telltale.alerting.store;

import static io.telltale.alerting.store.GroupsAtHand.OTHERS;
import static org.assertj.core.api.Assertions.assertThat;

import io.telltale.alerting.Stage;
import io.telltale.alerting.alert.Acknowledgement;
import io.telltale.alerting.group.FlushReason;
import io.telltale.alerting.mute.Silence;
import io.telltale.alerting.routing.Matcher;
import java.sql.PreparedStatement;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What keeps alerts of a real database from being told, and what lets them be told after all: each for its own tenant only. */
class MutedGroupsIT {

    private static final String ALONE =
            "route: {receiver: team, group_by: ['...'], group_wait: 0s}\nreceivers: [{name: team}, {name: lead}]\n";
    private static final String REPEATED =
            "route: {receiver: team, group_by: [alertname], group_wait: 0s, repeat_interval: 150m}\n"
                    + "receivers: [{name: team}]\n";
    private static final String MUTED =
            "select count(*) from group_alerts where muted = '%s' and muted_by = array[%s]::text[]";

    private final GroupsAtHand hand = new GroupsAtHand();

    @AfterEach
    void close() throws Exception {
        hand.close();
    }

    @Test
    void onlyAnAlertOfTheSameTenantThatStillFiresInhibits() {
        hand.routed(ALONE + """
                inhibit_rules:
                - {source_matchers: [severity=critical], target_matchers: [severity=warning], equal: [hall]}
                - {source_matchers: [hall=4, severity!=critical], target_matchers: [hall=5]}
                """);
        hand.fires(OTHERS, "boiler-1");
        hand.fires(OTHERS, "pump-4");
        hand.fires(Stage.TENANT, "boiler-3");
        hand.ends(Stage.TENANT, "boiler-3");
        UUID boiler = hand.fires(Stage.TENANT, "boiler-2");
        for (String pump : List.of("pump-1", "pump-2", "pump-3", "pump-5")) {
            hand.fires(Stage.TENANT, pump);
        }
        assertThat(hand.told())
                .containsExactly(
                        "team: boiler-1",
                        "team: boiler-2",
                        "team: boiler-3",
                        "team: pump-1",
                        "team: pump-3",
                        "team: pump-4",
                        "team: pump-5");
        assertThat(hand.text(MUTED.formatted("inhibited", "'" + boiler + "'"))).isEqualTo("1");

        assertThat(hand.told()).isEmpty();
        hand.ends(Stage.TENANT, "boiler-2");
        hand.ends(Stage.TENANT, "pump-5");
        assertThat(hand.told()).containsExactly("team: boiler-2", "team: pump-5");
        assertThat(hand.told()).containsExactly("team: pump-2");
        UUID fourth = hand.fires(Stage.TENANT, "pump-4");
        hand.fires(Stage.TENANT, "pump-5");
        assertThat(hand.told()).containsExactly("team: pump-4");
        assertThat(hand.text(MUTED.formatted("inhibited", "'" + fourth + "'"))).isEqualTo("1");
    }

    @Test
    void aSilenceMutesItsOwnTenantAndWakesNobodyElse() {
        hand.routed(ALONE);
        hand.fires(OTHERS, "pump-1");
        hand.fires(Stage.TENANT, "pump-9");
        assertThat(hand.told()).containsExactly("team: pump-1", "team: pump-9");
        UUID id = UUID.randomUUID();
        Instant now = Instant.now();
        SilenceStore silences = new SilenceStore(hand.transactions);
        assertThat(silences.add(silence(id, now), null, 1)).isTrue();
        assertThat(silences.add(silence(UUID.randomUUID(), now), null, 1))
                .as("one too many")
                .isFalse();
        assertThat(due()).as("all of its tenant").isEqualTo("default");
        hand.fires(Stage.TENANT, "pump-1");
        hand.fires(OTHERS, "pump-2");
        assertThat(hand.told()).containsExactly("team: pump-2");
        assertThat(hand.text(MUTED.formatted("silenced", "'" + id + "'"))).isEqualTo("1");

        assertThat(silences.expire(OTHERS, id)).isFalse();
        assertThat(hand.told()).isEmpty();
        assertThat(silences.expire(Stage.TENANT, id)).isTrue();
        assertThat(dueDevices()).as("those that had muted alerts").isEqualTo("pump-1");
        assertThat(hand.told()).containsExactly("team: pump-1");
        assertThat(silences.expire(Stage.TENANT, id)).isFalse();
        assertThat(silences.add(silence(UUID.randomUUID(), now), null, 1))
                .as("what is over does not count")
                .isTrue();
    }

    @Test
    void whatIsSilencedInAGroupIsNeitherToldNorForgottenWithTheOthers() {
        hand.routed("route: {receiver: team, group_by: [alertname], group_wait: 0s}\nreceivers: [{name: team}]\n");
        UUID id = UUID.randomUUID();
        SilenceStore silences = new SilenceStore(hand.transactions);
        silences.add(silence(id, Instant.now()), null, 1);
        hand.fires(Stage.TENANT, "pump-1");
        hand.fires(Stage.TENANT, "pump-9");
        assertThat(hand.told()).containsExactly("team: pump-9");
        hand.ends(Stage.TENANT, "pump-9");
        hand.anHourLater();
        assertThat(hand.told()).containsExactly("team: pump-9");
        silences.expire(Stage.TENANT, id);
        hand.anHourLater();
        assertThat(hand.told()).containsExactly("team: pump-1");
    }

    @Test
    void whatComesBackTooOftenFlapsBySeriesRuleAndTime() {
        hand.routed(ALONE.replace("0s", "0s, flapping: {changes: 3, within: 10m}"));
        for (int i = 0; i < 2; i++) {
            hand.fires(Stage.TENANT, "pump-1");
            hand.ends(Stage.TENANT, "pump-1");
            hand.fires(Stage.TENANT, "pump-2");
            hand.ends(Stage.TENANT, "pump-2");
            hand.fires(OTHERS, "pump-3");
            hand.ends(OTHERS, "pump-3");
        }
        hand.told();
        hand.stage.execute("update alerts set started_at = started_at - interval '1 hour' where device = 'pump-2'");
        hand.fires(Stage.TENANT, "pump-1");
        Instant began = hand.last();
        hand.fires(Stage.TENANT, "pump-2");
        hand.fires(Stage.TENANT, "pump-3");
        assertThat(hand.told()).containsExactly("team: pump-2", "team: pump-3");
        assertThat(hand.text(MUTED.formatted("flapping", ""))).isEqualTo("1");
        assertThat(hand.text("select flush_at = '%s'::timestamptz from notification_groups where muted"
                        .formatted(began.plusSeconds(600))))
                .as("looked at again when it has calmed down")
                .isEqualTo("t");
    }

    @Test
    void whatSomebodyHasTakenOnGoesToNoFurtherStepUntilThatEnds() {
        hand.routed(ALONE.replace("0s", "0s, escalation: [{after: 10m, receiver: lead}]"));
        UUID first = hand.fires(Stage.TENANT, "pump-1");
        UUID second = hand.fires(Stage.TENANT, "pump-2");
        hand.fires(Stage.TENANT, "pump-3");
        assertThat(hand.told()).containsExactly("team: pump-1", "team: pump-2", "team: pump-3");
        Acknowledgements acknowledgements = new Acknowledgements(hand.transactions);
        Instant now = Instant.now();
        acknowledgements.acknowledge(Stage.TENANT, first, acknowledgement(now, Optional.empty()));
        acknowledgements.acknowledge(Stage.TENANT, second, acknowledgement(now, Optional.of(now.plusSeconds(3600))));
        hand.anHourLater();
        assertThat(hand.told()).containsExactly("lead: pump-3");
        hand.stage.execute("update alerts set acknowledged_until = now() where acknowledged_until is not null");
        hand.anHourLater();
        assertThat(hand.told()).containsExactly("lead: pump-2");
        acknowledgements.withdraw(Stage.TENANT, first, "ada", now);
        assertThat(hand.told()).containsExactly("lead: pump-1");
    }

    @Test
    void anAcknowledgementAndItsEndAreLookedAtAtOnceButNoStepComesEarlier() {
        hand.routed(ALONE.replace("0s", "0s, escalation: [{after: 10m, receiver: lead}]"));
        UUID first = hand.fires(Stage.TENANT, "pump-1");
        hand.fires(Stage.TENANT, "pump-2");
        assertThat(hand.told()).containsExactly("team: pump-1", "team: pump-2");
        Acknowledgements acknowledgements = new Acknowledgements(hand.transactions);
        Instant now = Instant.now();
        acknowledgements.acknowledge(Stage.TENANT, first, acknowledgement(now, Optional.empty()));
        assertThat(dueDevices()).isEqualTo("pump-1");
        assertThat(hand.told()).isEmpty();
        acknowledgements.withdraw(Stage.TENANT, first, "ada", now);
        assertThat(dueDevices()).isEqualTo("pump-1");
        assertThat(hand.told()).isEmpty();
    }

    private String dueDevices() {
        return hand.text("select string_agg(distinct device, ',') from notification_groups g "
                + "join group_alerts on group_id = g.id join alerts a on a.id = alert_id where flush_at <= now()");
    }

    @Test
    void theSameRoutingAgainChangesNothing() {
        hand.routed(REPEATED);
        hand.fires(Stage.TENANT, "pump-1");
        assertThat(hand.told()).containsExactly("team: pump-1");
        hand.route(Stage.TENANT, REPEATED);
        assertThat(hand.told()).isEmpty();
        hand.anHourLater();
        hand.anHourLater();
        assertThat(hand.told()).isEmpty();
        hand.anHourLater();
        assertThat(hand.groups.flush(100).reasons()).containsExactly(FlushReason.REPEAT_INTERVAL_ELAPSED);
    }

    @Test
    void whatIsUnchangedIsToldAgainAfterTheRepeatIntervalAndThenNotBeforeTheNext() {
        hand.routed(REPEATED);
        hand.fires(Stage.TENANT, "pump-1");
        assertThat(hand.told()).containsExactly("team: pump-1");
        for (int round = 0; round < 2; round++) {
            hand.anHourLater();
            hand.anHourLater();
            assertThat(hand.groups.flush(100).reasons()).isEmpty();
            hand.anHourLater();
            assertThat(hand.groups.flush(100).reasons()).containsExactly(FlushReason.REPEAT_INTERVAL_ELAPSED);
        }
        assertThat(hand.text("select string_agg(reason, ' ' order by seq) from notifications"))
                .isEqualTo("first-notification repeat-interval-elapsed repeat-interval-elapsed");
    }

    @Test
    void anEndIsToldInEachGroupInItsOwnTime() {
        hand.routed("route: {receiver: team, group_by: [alertname], group_wait: 0s, "
                + "escalation: [{after: 10m, receiver: lead}]}\nreceivers: [{name: team}, {name: lead}]\n");
        hand.fires(Stage.TENANT, "pump-1");
        assertThat(hand.told()).containsExactly("team: pump-1");
        hand.anHourLater();
        assertThat(hand.told()).containsExactly("lead: pump-1");
        hand.ends(Stage.TENANT, "pump-1");
        assertThat(hand.told()).as("for the lead it is too early").containsExactly("team: pump-1");
        hand.anHourLater();
        assertThat(hand.told()).containsExactly("lead: pump-1");
    }

    @Test
    void anotherRoutingForgetsWhatWasNotToldOfItsTenantOnly() {
        hand.routed("route: {receiver: team, group_by: [alertname], group_wait: 5m}\nreceivers: [{name: team}]\n");
        UUID ours = hand.fires(Stage.TENANT, "pump-1");
        UUID theirs = hand.fires(OTHERS, "pump-2");
        hand.route(Stage.TENANT, ALONE);
        String places =
                "select string_agg(tenant, ',') from group_alerts join notification_groups g on g.id = group_id "
                        + "where g.labels ? 'alertname' and not g.labels ? 'device' and alert_id in ('%s', '%s')";
        assertThat(hand.text(places.formatted(ours, theirs))).isEqualTo(OTHERS);
        assertThat(hand.text("select plan ->> 'repeatInterval' = 'P365D' or flush_at <= now() "
                        + "from notification_groups where tenant = '" + OTHERS + "'"))
                .isEqualTo("f");
        assertThat(hand.told()).containsExactly("team: pump-1");
        assertThat(hand.text("select string_agg(tenant, ',') from notification_groups where labels ? 'alertname' "
                        + "and not labels ? 'device'"))
                .as("an empty group is removed")
                .isEqualTo(OTHERS);
        hand.anHourLater();
        assertThat(hand.told()).containsExactly("team: pump-2");
    }

    @Test
    void theLongestDueIsLookedAtFirstButForWhatAnotherHolds() {
        hand.routed(ALONE);
        for (String device : List.of("pump-1", "pump-2", "pump-3")) {
            hand.fires(Stage.TENANT, device);
        }
        Map<String, Integer> ago = Map.of("pump-1", 10, "pump-2", 30, "pump-3", 20);
        ago.forEach((device, seconds) -> hand.stage.execute("update notification_groups set flush_at = now() - "
                + seconds + " * interval '1 second' where labels ->> 'device' = '" + device + "'"));
        hand.transactions.run(connection -> {
            try (PreparedStatement lock = connection.prepareStatement(
                    "select from notification_groups where labels ->> 'device' = 'pump-2' for update")) {
                lock.executeQuery().close();
                assertThat(hand.groups.flush(1).notifications()).isEqualTo(1);
            }
            return true;
        });
        hand.groups.flush(1);
        hand.groups.flush(1);
        assertThat(hand.text("select string_agg(device, ' ' order by h.id) from alert_history h "
                        + "join alerts a on a.id = alert_id where what = 'notified'"))
                .isEqualTo("pump-3 pump-2 pump-1");
    }

    private String due() {
        return hand.text("select string_agg(distinct tenant, ',') from notification_groups where flush_at <= now()");
    }

    private static Silence silence(UUID id, Instant now) {
        return new Silence(
                id,
                Stage.TENANT,
                List.of(Matcher.parse("", "device=~\"pump-[12]\"")),
                now.minusSeconds(10),
                now.plusSeconds(3600),
                List.of(),
                "me",
                "works");
    }

    private static Acknowledgement acknowledgement(Instant at, Optional<Instant> until) {
        return new Acknowledgement("ada", at, until, Optional.empty());
    }
}
