package io.telltale.alerting.absence;

import io.telltale.alerting.Stage;
import io.telltale.alerting.intake.RuleCatalog;
import io.telltale.alerting.rule.Condition;
import io.telltale.alerting.rule.Glob;
import io.telltale.alerting.rule.Rule;
import io.telltale.alerting.rule.Selector;
import io.telltale.alerting.rule.Severity;
import io.telltale.alerting.store.AbsenceStore;
import io.telltale.alerting.store.ListeningStore;
import io.telltale.alerting.store.PresenceStore;
import io.telltale.alerting.store.RuleStore;
import io.telltale.alerting.store.StaleRulesException;
import io.telltale.alerting.store.ToldStore;
import io.telltale.alerting.store.Transactions;
import io.telltale.events.DeviceEntry;
import java.io.IOException;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.TreeSet;
import java.util.UUID;

/**
 * What devices and gateways do and what is noticed of it, on a clock that the test moves and a real database. A tick is five
 * seconds; a gateway is given up after 30 s, and after an outage silence counts again after 30 s.
 */
final class Timeline implements AutoCloseable {

    static final int TICK = 5;
    private static final Duration GRACE = Duration.ofSeconds(30);
    private static final Duration STALE = Duration.ofMinutes(10);

    private final OneConnection connection;
    private final Transactions transactions;
    private final PresenceStore presence;
    private final RuleCatalog rules;
    private final Map<String, DeviceEntry> devices = new LinkedHashMap<>();
    private final Map<String, Integer> talking = new HashMap<>();
    private final TreeSet<String> gateways = new TreeSet<>();
    private final List<String> told = new ArrayList<>();
    private final LanesAtHand lanes;
    private AbsenceWatch watch;
    private Instant now = Instant.parse("2026-01-01T00:00:00Z");
    private int most = 1_000;
    private boolean serverAway;
    private boolean eventsBehind;

    Timeline(Stage stage) throws Exception {
        this.connection = new OneConnection(stage.database());
        this.transactions = new Transactions(connection);
        this.presence = new PresenceStore(transactions);
        this.rules =
                new RuleCatalog(new RuleStore(transactions), (tenant, device) -> Map.of(), () -> now, 1000, () -> {});
        this.watch = newWatch();
        ListeningLane.Settings listening = new ListeningLane.Settings(Duration.ofSeconds(TICK), GRACE, 10_000);
        this.lanes = new LanesAtHand(new ListeningStore(transactions), rules, STALE, listening);
        lanes.open();
    }

    private AbsenceWatch newWatch() {
        return new AbsenceWatch(
                presence,
                new AbsenceStore(transactions),
                rules,
                () -> List.copyOf(devices.values()),
                new Feed(),
                new PresenceTelling(
                        new ToldStore(transactions), () -> List.copyOf(devices.values()), STALE, this::publish),
                new AbsenceWatch.Settings(Duration.ofSeconds(TICK), GRACE, Duration.ofDays(7), most),
                () -> now);
    }

    private final class Feed implements AbsenceWatch.Feed {
        @Override
        public boolean readToTheEnd() throws IOException {
            if (serverAway) {
                throw new IOException("away");
            }
            return !eventsBehind;
        }

        @Override
        public boolean news() {
            return true;
        }

        @Override
        public Map<String, Instant> beats() {
            Map<String, Instant> beats = new HashMap<>();
            gateways.forEach(run -> beats.put(run, now));
            return beats;
        }
    }

    private void publish(List<PresenceTelling.Telling> tellings) {
        tellings.forEach(t -> told.add(t.presence().device() + ' '
                + t.presence().state() + ": " + t.presence().cause()));
    }

    /** A device is registered. */
    Timeline device(String name, Map<String, String> labels) {
        devices.put(
                name,
                new DeviceEntry(
                        Stage.TENANT, name, true, List.of(), Optional.empty(), labels, false, Optional.empty()));
        return this;
    }

    Timeline devices(String... names) {
        for (String name : names) {
            device(name, Map.of());
        }
        return this;
    }

    /** A device that others stand behind. */
    Timeline hub(String name) {
        devices.put(
                name,
                new DeviceEntry(
                        Stage.TENANT, name, true, List.of(), Optional.empty(), Map.of(), true, Optional.empty()));
        return this;
    }

    /** So many alerts change at once. */
    Timeline atMost(int alerts) {
        most = alerts;
        watch = newWatch();
        return this;
    }

    Timeline removed(String device) {
        devices.remove(device);
        return this;
    }

    Rule rule(Condition condition, Duration hold, String device, String metric) {
        Rule rule = new Rule(
                UUID.randomUUID(),
                Stage.TENANT,
                1,
                "Gone",
                Severity.WARNING,
                new Selector(new Glob(device), new Glob(metric), Optional.empty(), Map.of()),
                condition,
                hold,
                true,
                Map.of(),
                Map.of());
        rules.add(rule);
        return rule;
    }

    Rule offline(Duration hold) {
        return rule(new Condition.Presence(Condition.Presence.State.OFFLINE), hold, "*", "*");
    }

    Rule stale(Duration hold) {
        return rule(new Condition.Presence(Condition.Presence.State.STALE), hold, "*", "*");
    }

    Rule silent(Duration after, String metric) {
        return rule(new Condition.NoData(after, OptionalDouble.empty()), Duration.ZERO, "*", metric);
    }

    Rule silentShare(Duration after, double share) {
        return rule(new Condition.NoData(after, OptionalDouble.of(share)), Duration.ZERO, "*", "temperature");
    }

    Timeline without(Rule rule) {
        rules.remove(Stage.TENANT, rule.id());
        return this;
    }

    /** Takes the rules that another replica has set. */
    Timeline reload() {
        rules.reload();
        return this;
    }

    /** A gateway lives and beats. */
    Timeline gateway(String run) {
        gateways.add(run);
        return this;
    }

    Timeline killed(String run) {
        gateways.remove(run);
        return this;
    }

    Timeline begins(String device, String run, long epoch) {
        presence.record(List.of(session(device, run, epoch, true, "connected", now)));
        return this;
    }

    Timeline ends(String device, String run, long epoch, String cause) {
        presence.record(List.of(session(device, run, epoch, false, cause, now)));
        return this;
    }

    static PresenceStore.Session session(
            String device, String run, long epoch, boolean online, String cause, Instant at) {
        return new PresenceStore.Session(Stage.TENANT, device, run, epoch, online, at, cause, false);
    }

    /** A device sends a reading of a metric. */
    Timeline reads(String device, String metric) throws Exception {
        lanes.reads(device, metric);
        return this;
    }

    /** A device sends its temperature at every tick from now on. */
    Timeline talks(String... names) {
        for (String name : names) {
            talking.put(name, 1);
        }
        return this;
    }

    Timeline falls(String silentDevice) {
        talking.remove(silentDevice);
        return this;
    }

    /** Nothing that this service asks is answered, and no reading comes. */
    Timeline serverAway(boolean away) {
        serverAway = away;
        return this;
    }

    /** What was told of sessions waits to be read. */
    Timeline eventsBehind(boolean behind) {
        eventsBehind = behind;
        return this;
    }

    /** Readings wait to be read. */
    Timeline readingsBehind(boolean behind) {
        lanes.behind(behind);
        return this;
    }

    /** This service is killed and comes back after a while. */
    Timeline restarts(Duration after) throws Exception {
        now = now.plus(after);
        lanes.open();
        watch = newWatch();
        return this;
    }

    /** Time passes. */
    Timeline passes(Duration time) throws Exception {
        Instant end = now.plus(time);
        while (now.isBefore(end)) {
            now = now.plusSeconds(TICK);
            tick();
        }
        return this;
    }

    private void tick() throws Exception {
        if (!serverAway) {
            for (String device : List.copyOf(talking.keySet())) {
                reads(device, "temperature");
            }
        }
        lanes.tick(now, serverAway);
        try {
            watch.tick();
        } catch (IOException e) {
            if (!serverAway) {
                throw e;
            }
        } catch (StaleRulesException e) {
            throw new IllegalStateException(e);
        }
    }

    /** What was told of devices' presence, in order. */
    List<String> told() {
        return told;
    }

    /** The alerts that fire, as {@code device metric}. */
    List<String> firing() throws SQLException {
        return alerts("select device || ' ' || metric from alerts where state = 'firing' order by 1");
    }

    /** All alerts ever. */
    List<String> all() throws SQLException {
        return alerts("select device || ' ' || metric from alerts order by 1");
    }

    private List<String> alerts(String sql) throws SQLException {
        List<String> alerts = new ArrayList<>();
        try (Statement select = connection.getConnection().createStatement();
                ResultSet row = select.executeQuery(sql)) {
            while (row.next()) {
                alerts.add(row.getString(1));
            }
        }
        return alerts;
    }

    /** How a device is. */
    String state(String device) {
        PresenceView view = new PresenceView(presence, () -> Optional.of(List.copyOf(devices.values())), STALE);
        return view.find(Stage.TENANT, device).orElseThrow().state().wire();
    }

    Instant now() {
        return now;
    }

    @Override
    public void close() throws SQLException {
        connection.close();
    }
}
