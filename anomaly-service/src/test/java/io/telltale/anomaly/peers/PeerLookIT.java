package io.telltale.anomaly.peers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.nats.client.JetStreamSubscription;
import io.nats.client.Message;
import io.nats.client.PullSubscribeOptions;
import io.telltale.anomaly.store.PeerClaim;
import io.telltale.anomaly.store.PeerWrite;
import io.telltale.events.AnomalyFound;
import io.telltale.events.CloudEvent;
import io.telltale.events.ProfileEntry;
import io.telltale.events.Streams;
import io.telltale.testkit.NatsServer;
import io.telltale.testkit.RealServers;
import io.telltale.testkit.Timescale.Database;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The comparison of siblings on real servers: what is stored, published and remembered, and by whom. */
@ExtendWith(RealServers.class)
class PeerLookIT {

    private static final int LEARNED = 100;
    private static final int AT_ONCE = 23;
    private static final String FOUND = """
            select device, ts, value, score, expected_low, expected_high, severity, detector, reason
            from anomalies join series using (series_id) order by ts""";
    private PeerLab lab;

    @BeforeEach
    void open(Database database, NatsServer nats) throws Exception {
        lab = new PeerLab(database, nats);
        lab.readings(0, LEARNED + 20);
        lab.shift("pump-7", LEARNED, LEARNED + 20, 4);
    }

    @AfterEach
    void close() throws Exception {
        lab.close();
    }

    @Test
    void storesAndPublishesADepartureOnceAndSaysWhy() throws Exception {
        PeerLook replica = lab.replica("a");
        look(replica, 1, LEARNED + 20);

        assertThat(lab.query("select device, ts, severity, detector, value > expected_high, reason from anomalies"
                        + " join series using (series_id)"))
                .containsExactly("pump-7 2026-03-01 01:41:59.999999+00 warning peer-deviation t"
                        + " 28.65 at 01:42 is 5.89 above the middle of its 11 siblings at site north;"
                        + " usually 2 above, give or take 0.87");
        AnomalyFound found = CloudEvent.parse(events(1).getFirst().getData()).dataAs(AnomalyFound.class);
        assertThat(found.device()).isEqualTo("pump-7");
        assertThat(found.time()).hasToString("2026-03-01T01:41:59.999999Z");
        assertThat(found.detector()).isEqualTo("peer-deviation");
        await().untilAsserted(() -> {
            replica.settle();
            assertThat(lab.query("select count(*) from anomaly_outbox")).containsExactly("0");
        });
        assertThat(lab.registry
                        .counter("anomaly.findings.stored", "detector", "peer-deviation")
                        .count())
                .isEqualTo(1);
        assertThat(lab.registry
                        .counter("anomaly.peers.windows", "outcome", "judged")
                        .count())
                .isEqualTo(LEARNED + 20);
        assertThat(lab.registry.get("anomaly.peers.members").gauge().value()).isEqualTo(PeerLab.PUMPS);
    }

    @Test
    void findsTheSameWhenReplicasAreKilledAndOthersGoOn() throws Exception {
        look(lab.replica("straight"), 1, LEARNED + 20);
        List<String> straight = lab.query(FOUND);
        assertThat(straight).hasSize(1);
        lab.execute("truncate anomalies, peer_pack, anomaly_outbox; update peer_progress set looked_until = null");
        lab.expireClaim();

        for (int minute = 1; minute < LEARNED + 20; minute += 17) {
            look(lab.replica("replica-" + minute), minute, minute + 16);
            lab.expireClaim();
        }
        assertThat(lab.query(FOUND)).isEqualTo(straight);
    }

    @Test
    void leavesTheComparisonToOneReplicaUntilThatIsGone() throws Exception {
        PeerLook first = lab.replica("first");
        PeerLook second = lab.replica("second");
        look(first, 1, 10);
        lab.settled(20);
        assertThat(second.look()).isFalse();
        assertThat(lookedUntil()).containsExactly("2026-03-01 00:10:00+00");

        first.release();
        look(second, 20, 20);
        lab.settled(21);
        assertThat(first.look()).isFalse();
        assertThat(lookedUntil()).containsExactly("2026-03-01 00:20:00+00");
    }

    @Test
    void writesNothingOnceAnotherReplicaHasWritten() throws Exception {
        PeerClaim claim = lab.telemetry.peers().claim("sleeper", 30_000).orElseThrow();
        lab.expireClaim();
        look(lab.replica("other"), 1, 1);

        PeerWrite write = new PeerWrite("sleeper", claim.revision(), 0, 60_000_000, List.of(), List.of());
        assertThat(lab.telemetry.peers().write(write)).isFalse();
        assertThat(lab.telemetry
                        .peers()
                        .write(new PeerWrite("other", claim.revision(), 0, 60_000_000, List.of(), List.of())))
                .isFalse();
        assertThat(lookedUntil()).containsExactly("2026-03-01 00:01:00+00");
    }

    @Test
    void publishesAfterARestartWhatWasCommittedButNotPublished() throws Exception {
        PeerLook killed = lab.replica("killed");
        look(killed, 1, LEARNED);
        lab.nats.jetStreamManagement().deleteStream(Streams.EVENTS);
        look(killed, LEARNED + 1, LEARNED + 20);
        Streams.ensure(lab.nats);
        lab.expireClaim();

        PeerLook next = lab.replica("next");
        look(next, LEARNED + 20, LEARNED + 20);
        await().untilAsserted(() -> {
            next.settle();
            assertThat(lab.query("select count(*) from anomaly_outbox")).containsExactly("0");
        });
        events(1);
    }

    @Test
    void leavesOutTheOldestWindowsAfterALongOutage() throws Exception {
        look(lab.replica("a"), 1, 1);
        lab.expireClaim();
        look(lab.replica("b"), LEARNED, LEARNED);

        assertThat(lab.registry
                        .counter("anomaly.peers.windows", "outcome", "skipped")
                        .count())
                .isEqualTo(LEARNED - 1 - 60);
        assertThat(lookedUntil()).containsExactly("2026-03-01 01:40:00+00");
    }

    @Test
    void reportsFromTheThresholdOnThatOperatorsMovedAndInTheUnitOfTheProfile() throws Exception {
        lab.profile(ProfileEntry.Detection.STANDARD);
        lab.execute("insert into feedback (series_id, ts, score, detector, verdict, said_by, said_at)"
                + " select series_id, '2026-02-01', case device when 'pump-7' then 0.6 else 0.3 end, 'peer-deviation',"
                + " 'noise', 'anna', '2026-02-02' from series");
        look(lab.replica("a"), 1, LEARNED + 20);

        assertThat(lab.query("select reason from anomalies"))
                .containsExactly(
                        "28.65 °C at 01:42 is 5.89 °C above the middle of its 11 siblings at site north;"
                                + " usually 2 above, give or take 0.87; reported from 0.61 on since 2026-02-02 by operators' feedback");

        lab.execute("insert into feedback (series_id, ts, score, detector, verdict, said_by)"
                + " select series_id, finding, 0.94, 'peer-deviation', 'noise', 'anna' from series,"
                + " generate_series(timestamptz '2026-02-02', '2026-02-06', interval '1 day') finding;"
                + " truncate anomalies, peer_pack, anomaly_outbox; update peer_progress set looked_until = null");
        lab.expireClaim();
        look(lab.replica("b"), 1, LEARNED + 20);
        assertThat(lab.query("select reason from anomalies")).isEmpty();
    }

    @Test
    void findsNothingWhereTheProfileSwitchesItOff() throws Exception {
        lab.profile(new ProfileEntry.Detection(List.of("peer-deviation"), null, null));
        look(lab.replica("a"), 1, LEARNED + 20);

        assertThat(lab.query("select reason from anomalies")).isEmpty();
        assertThat(lab.query("select looked_until from peer_pack")).containsExactly("2026-03-01 02:00:00+00");
    }

    private List<String> lookedUntil() throws Exception {
        return lab.query("select looked_until from peer_progress");
    }

    /** Looks when the first of these minutes has settled, and again and again until the last has. */
    private void look(PeerLook replica, int fromMinute, int toMinute) throws Exception {
        for (int minute = fromMinute; minute < toMinute; minute += AT_ONCE) {
            lookWhenSettled(replica, minute);
        }
        lookWhenSettled(replica, toMinute);
    }

    private void lookWhenSettled(PeerLook replica, int minute) throws Exception {
        lab.settled(minute);
        boolean more = true;
        while (more) {
            more = replica.look();
        }
    }

    private List<Message> events(int expected) throws Exception {
        JetStreamSubscription subscription = lab.nats
                .jetStream()
                .subscribe("anomaly.>", PullSubscribeOptions.builder().build());
        List<Message> all = subscription.fetch(100, Duration.ofMillis(500));
        assertThat(all).hasSize(expected);
        return all;
    }
}
