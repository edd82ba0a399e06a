package io.telltale.alerting.group;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * What comes of looking at a group: whether its receiver is told, why, of which alerts, and when to look again.
 *
 * <p>As in Alertmanager a notification tells all alerts of the group that fire and are not muted, with those that ended since
 * the last one. Other than there, an end is told although the alert is muted, when its beginning was: nobody is left with an
 * alert that is over. What is muted, too early or outside its times is told later, if it still fires then.
 *
 * @param firing told as firing: what is new first, then the rest, the most severe first
 * @param ended told as resolved
 * @param missed told first as firing, then as resolved; only for an alert that is alone, with no time to wait
 * @param gone of no interest to this group any more, after what is told
 * @param lookAgain when, if nothing happens before; empty when nothing can change by itself
 * @param notBefore when the group may be told next
 */
public record Flush(
        FlushReason reason,
        List<Member> firing,
        List<Member> ended,
        List<Member> missed,
        List<Member> gone,
        Optional<Instant> lookAgain,
        Instant notBefore) {

    private static final Duration LEAST = Duration.ofSeconds(1);
    private static final Comparator<Member> SEVEREST = Comparator.comparing(
                    (Member m) -> m.alert().severity())
            .reversed()
            .thenComparing(m -> m.alert().startedAt())
            .thenComparing(m -> m.alert().id());

    /**
     * Looks at a group.
     *
     * @param quietUntil when the times in which nothing is told may end; empty outside such times
     */
    public static Flush decide(Group group, List<Member> members, Optional<Instant> quietUntil, Instant now) {
        return new Look(group, members, quietUntil, now).decide();
    }

    /** What is told, news first: what does not fit into a notification is what was told before. */
    public List<Member> told() {
        return Stream.of(
                        firing.stream().filter(Member::news),
                        ended.stream(),
                        firing.stream().filter(m -> !m.news()))
                .flatMap(s -> s)
                .toList();
    }

    /** One look at one group. */
    private record Look(Group group, List<Member> members, Optional<Instant> quietUntil, Instant now) {

        Flush decide() {
            FlushReason reason = reason();
            boolean repeat = reason == FlushReason.REPEAT_INTERVAL_ELAPSED;
            List<Member> firing = !reason.tells() ? List.of() : repeat ? some(this::repeatable) : allFiring();
            List<Member> ended = reason.tells() ? some(Member::ended) : List.of();
            List<Member> missed = reason.tells() ? some(this::toldLate) : List.of();
            List<Member> gone = some(m -> reason.tells() ? !m.fires() : m.missed() && !toldLate(m));
            Duration pause = group.plan().alone() ? Duration.ZERO : group.plan().groupInterval();
            Instant notBefore = reason.tells() ? now.plus(pause) : group.notBefore();
            return new Flush(reason, firing, ended, missed, gone, lookAgain(reason, notBefore), notBefore);
        }

        private FlushReason reason() {
            List<Member> fresh = some(m -> m.wanted() && due(m));
            List<Member> risen = some(Member::risen);
            boolean ended = any(Member::ended);
            boolean news = !fresh.isEmpty() || !risen.isEmpty() || ended || any(this::toldLate);
            if (!news && !repeats()) {
                return FlushReason.NOTHING_NEW;
            }
            if (quietUntil.isPresent()) {
                return FlushReason.OUTSIDE_TIMES;
            }
            if (now.isBefore(group.notBefore())) {
                return FlushReason.TOO_EARLY;
            }
            boolean known = any(m -> m.told().isPresent());
            if (!fresh.isEmpty() || any(this::toldLate)) {
                return known ? FlushReason.NEW_ALERTS_IN_GROUP : FlushReason.FIRST_NOTIFICATION;
            }
            if (!risen.isEmpty()) {
                return FlushReason.SEVERITY_ROSE;
            }
            if (ended) {
                return any(m -> m.fires() && m.told().isPresent())
                        ? FlushReason.NEW_RESOLVED_ALERTS
                        : FlushReason.ALL_ALERTS_RESOLVED;
            }
            return FlushReason.REPEAT_INTERVAL_ELAPSED;
        }

        private List<Member> allFiring() {
            List<Member> firing = new ArrayList<>(some(m -> (m.wanted() && due(m)) || m.risen()));
            firing.addAll(some(m -> m.fires() && m.audible() && m.told().isPresent() && !m.risen()));
            return firing;
        }

        private boolean repeats() {
            return any(this::repeatable)
                    && !now.isBefore(repeatAt(group.toldAt().orElse(now)));
        }

        private Instant repeatAt(Instant toldAt) {
            return toldAt.plus(group.plan().repeatInterval());
        }

        private boolean repeatable(Member m) {
            return m.fires()
                    && m.audible()
                    && m.told().isPresent()
                    && !m.acknowledged().now();
        }

        private boolean toldLate(Member m) {
            return group.plan().tellsEverything()
                    && quietUntil.isEmpty()
                    && m.missed()
                    && m.audible()
                    && !m.acknowledged().now();
        }

        private boolean due(Member m) {
            return !m.dueAt().isAfter(now);
        }

        private Optional<Instant> lookAgain(FlushReason reason, Instant notBefore) {
            List<Instant> moments = new ArrayList<>();
            if (reason == FlushReason.OUTSIDE_TIMES) {
                quietUntil.ifPresent(moments::add);
            }
            if (reason == FlushReason.TOO_EARLY) {
                moments.add(notBefore);
            }
            Instant toldAt = reason.tells() ? now : group.toldAt().orElse(now);
            for (Member m : members) {
                if (m.fires()) {
                    momentOf(m, notBefore, toldAt).ifPresent(moments::add);
                }
            }
            return moments.stream().min(Comparator.naturalOrder()).map(at -> at.isAfter(now) ? at : now.plus(LEAST));
        }

        /** When the telling of one that fires may change by itself. */
        private Optional<Instant> momentOf(Member m, Instant notBefore, Instant toldAt) {
            if (m.mute().isPresent()) {
                return Optional.of(m.mute().get().until());
            }
            if (!due(m) && m.told().isEmpty()) {
                return Optional.of(later(m.dueAt(), notBefore));
            }
            if (quietUntil.isPresent()) {
                return quietUntil;
            }
            Instant repeat = repeatAt(toldAt);
            return Optional.of(m.acknowledged()
                    .until()
                    .map(until -> later(until, notBefore))
                    .orElse(repeat));
        }

        private static Instant later(Instant a, Instant b) {
            return a.isAfter(b) ? a : b;
        }

        private boolean any(Predicate<Member> which) {
            return members.stream().anyMatch(which);
        }

        private List<Member> some(Predicate<Member> which) {
            return members.stream().filter(which).sorted(SEVEREST).toList();
        }
    }
}
