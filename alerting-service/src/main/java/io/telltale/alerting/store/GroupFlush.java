package io.telltale.alerting.store;

import io.telltale.alerting.alert.Alert;
import io.telltale.alerting.alert.AlertState;
import io.telltale.alerting.group.Flush;
import io.telltale.alerting.group.FlushReason;
import io.telltale.alerting.group.Group;
import io.telltale.alerting.group.Member;
import io.telltale.alerting.group.Telling;
import io.telltale.alerting.mute.Mute;
import io.telltale.alerting.mute.Muting;
import io.telltale.alerting.notification.EndpointFormats;
import io.telltale.alerting.notification.Notification;
import io.telltale.alerting.routing.Routing;
import io.telltale.alerting.routing.TimeInterval;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;

/** One round of looks at groups that are due: for one transaction, which either tells all of it or nothing. */
final class GroupFlush {

    private final Connection connection;
    private final Map<String, Routing> routings;
    private final Map<String, Muting> mutings = new HashMap<>();
    private final List<AlertHistory.Entry> history = new ArrayList<>();
    private final List<GroupAlerts.Standing> muteChanges = new ArrayList<>();
    private final List<GroupAlerts.Standing> toldNow = new ArrayList<>();
    private final List<GroupAlerts.Standing> gone = new ArrayList<>();
    private final List<GroupRows.Looked> looked = new ArrayList<>();
    private final NotificationRows notifications;
    private final Set<String> unmuting = new HashSet<>();
    private final Instant now;

    private GroupFlush(Connection connection, EndpointFormats formats, Map<String, Routing> routings, Instant now) {
        this.connection = connection;
        this.routings = routings;
        this.notifications = new NotificationRows(connection, formats);
        this.now = now;
    }

    static GroupStore.Round flush(Connection connection, EndpointFormats formats, int limit) throws SQLException {
        List<GroupRows.Due> due = GroupRows.due(connection, limit);
        if (due.isEmpty()) {
            return new GroupStore.Round(List.of(), 0, 0, Set.of());
        }
        List<Group> groups = due.stream().map(GroupRows.Due::group).toList();
        Map<String, Routing> routings =
                RoutingRows.of(connection, groups.stream().map(Group::tenant).toList());
        GroupFlush round =
                new GroupFlush(connection, formats, routings, due.getFirst().now());
        round.look(groups);
        return round.write();
    }

    private void look(List<Group> groups) throws SQLException {
        Map<UUID, List<GroupAlerts.Standing>> all =
                GroupAlerts.of(connection, groups.stream().map(Group::id).toList(), now);
        Map<UUID, Integer> came = FlapRows.count(connection, groups, all);
        for (Group group : groups) {
            List<Member> members = new ArrayList<>();
            for (GroupAlerts.Standing standing : all.getOrDefault(group.id(), List.of())) {
                members.add(judged(
                        group,
                        standing,
                        came.getOrDefault(standing.member().alert().id(), 0)));
            }
            look(group, members);
        }
    }

    /** With what mutes it now. */
    private Member judged(Group group, GroupAlerts.Standing standing, int came) throws SQLException {
        Member member = standing.member();
        Optional<Mute> mute = muting(group.tenant()).of(member.alert().id(), member.labels());
        if (mute.isEmpty()) {
            mute = group.plan()
                    .flapping()
                    .map(f -> f.until(member.alert().startedAt(), came))
                    .filter(until -> until.isAfter(now))
                    .map(until -> new Mute(Mute.Kind.FLAPPING, List.of(), until));
        }
        Member judged =
                new Member(member.alert(), member.labels(), member.dueAt(), member.told(), member.acknowledged(), mute);
        remember(standing, judged, mute);
        return judged;
    }

    private void remember(GroupAlerts.Standing standing, Member judged, Optional<Mute> mute) {
        Optional<String> kind = mute.map(m -> m.kind().wire());
        if (judged.alert().state() != AlertState.FIRING || kind.equals(standing.mutedBefore())) {
            return;
        }
        muteChanges.add(new GroupAlerts.Standing(standing.group(), judged, kind));
        String what = kind.orElseGet(() -> "un" + standing.mutedBefore().orElseThrow());
        Optional<String> by = mute.flatMap(m -> m.by().stream().findFirst());
        history.add(new AlertHistory.Entry(judged.alert(), now, what, by, Optional.empty()));
    }

    private void look(Group group, List<Member> members) throws SQLException {
        Flush flush = Flush.decide(group, members, quietUntil(group), now);
        long told = flush.reason().tells() ? tell(group, flush) : 0;
        flush.firing().stream().filter(Member::news).forEach(m -> toldNow.add(standing(group, m)));
        flush.gone().forEach(m -> gone.add(standing(group, m)));
        if (flush.gone().stream().anyMatch(this::inhibited)) {
            unmuting.add(group.tenant());
        }
        boolean muted = members.stream().anyMatch(m -> m.mute().isPresent());
        boolean empty = members.size() == flush.gone().size();
        looked.add(new GroupRows.Looked(group, flush, now, told, muted, empty));
    }

    private static GroupAlerts.Standing standing(Group group, Member member) {
        return new GroupAlerts.Standing(group.id(), member, Optional.empty());
    }

    private boolean inhibited(Member over) {
        return routing(over.alert().series().tenant()).inhibitRules().stream()
                .anyMatch(rule -> rule.isSource(over.labels()));
    }

    /** How many notifications it took. */
    private long tell(Group group, Flush flush) throws SQLException {
        List<List<Alert>> each = new ArrayList<>();
        Map<UUID, Alert> asTheyFired = AlertHistory.asTheyFired(
                connection, flush.missed().stream().map(Member::alert).toList());
        for (Member missed : flush.missed()) {
            each.add(List.of(asTheyFired.getOrDefault(missed.alert().id(), missed.alert())));
            each.add(List.of(missed.alert()));
        }
        List<Alert> together = flush.told().stream().map(Member::alert).toList();
        if (!together.isEmpty()) {
            each.add(together);
        }
        Routing routing = routing(group.tenant());
        Routing.Receiver receiver = routing.receiver(group.receiver()).orElseGet(routing::fallback);
        for (int i = 0; i < each.size(); i++) {
            Notification notification = Telling.of(group, each.get(i), group.flushes() + i, receiver.maxAlerts(), now);
            notifications.add(group.id(), notification, flush.reason(), receiver);
        }
        Stream.of(flush.firing().stream().filter(Member::news), flush.ended().stream(), flush.missed().stream())
                .flatMap(s -> s)
                .forEach(m -> history.add(new AlertHistory.Entry(
                        m.alert(), now, "notified", Optional.empty(), Optional.of(group.receiver()))));
        return each.size();
    }

    /** Until when the group's route is muted by its times; empty when it is not. */
    private Optional<Instant> quietUntil(Group group) {
        Routing routing = routing(group.tenant());
        List<TimeInterval> mute = routing.intervals(group.plan().muteTimeIntervals());
        List<TimeInterval> active = routing.intervals(group.plan().activeTimeIntervals());
        if (TimeInterval.any(mute, now)) {
            return Optional.of(TimeInterval.nextChange(mute, now));
        }
        return active.isEmpty() || TimeInterval.any(active, now)
                ? Optional.empty()
                : Optional.of(TimeInterval.nextChange(active, now));
    }

    private Routing routing(String tenant) {
        return routings.getOrDefault(tenant, RoutingRows.DEFAULT);
    }

    private Muting muting(String tenant) throws SQLException {
        Muting known = mutings.get(tenant);
        if (known == null) {
            known = MuteRows.muting(connection, tenant, routing(tenant), now);
            mutings.put(tenant, known);
        }
        return known;
    }

    private GroupStore.Round write() throws SQLException {
        notifications.write();
        GroupAlerts.told(connection, toldNow);
        GroupAlerts.leave(connection, gone);
        GroupAlerts.muted(connection, muteChanges);
        AlertHistory.append(connection, history);
        GroupRows.save(connection, looked);
        List<FlushReason> reasons = looked.stream().map(l -> l.flush().reason()).toList();
        return new GroupStore.Round(reasons, notifications.written(), notifications.unheard(), Set.copyOf(unmuting));
    }
}
