package io.telltale.simulator.chaos;

import io.telltale.simulator.chaos.AlarmReceiver.Notice;
import io.telltale.simulator.chaos.Crossing.Alert;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What became of the crossings: each must have made one alert, and each of its changes must have been notified under one id.
 *
 * @param crossings that must have made an alert
 * @param missing crossings without an alert
 * @param doubled alerts beyond the first of a crossing, or of no crossing at all
 * @param unresolved alerts that ought to be over and are not
 * @param unnotified changes of alerts that the receiver never heard of
 * @param doublyNotified notices beyond the first of one change, under another id
 * @param forged notices whose signature is wrong
 * @param repeated notices that came again under the same id, which is allowed
 */
record AlertAccount(
        long crossings,
        long missing,
        long doubled,
        long unresolved,
        long unnotified,
        long doublyNotified,
        long forged,
        long repeated) {

    static AlertAccount of(List<Crossing> crossings, List<Alert> alerts, List<Notice> notices) {
        long expected = 0;
        long missing = 0;
        long doubled = 0;
        long unresolved = 0;
        Set<String> matched = new HashSet<>();
        for (Crossing crossing : crossings) {
            List<Alert> made = alerts.stream().filter(crossing::holds).toList();
            made.forEach(alert -> matched.add(alert.id()));
            doubled += Math.max(0, made.size() - 1);
            if (crossing.certain()) {
                expected++;
                missing += made.isEmpty() ? 1 : 0;
                unresolved += made.stream()
                        .filter(alert -> crossing.back() && !alert.resolved())
                        .count();
            }
        }
        doubled +=
                alerts.stream().filter(alert -> !matched.contains(alert.id())).count();
        Map<String, Set<String>> ids = new HashMap<>();
        notices.forEach(notice ->
                ids.computeIfAbsent(notice.change(), change -> new HashSet<>()).add(notice.id()));
        long unnotified = alerts.stream()
                .mapToLong(alert -> (ids.containsKey(Notice.change(alert.id(), "alert.firing")) ? 0 : 1)
                        + (alert.resolved() && !ids.containsKey(Notice.change(alert.id(), "alert.resolved")) ? 1 : 0))
                .sum();
        long different = ids.values().stream().mapToLong(Set::size).sum();
        return new AlertAccount(
                expected,
                missing,
                doubled,
                unresolved,
                unnotified,
                different - ids.size(),
                notices.stream().filter(notice -> !notice.genuine()).count(),
                notices.size() - different);
    }

    /** Whether each crossing was told of once and rightly. */
    boolean exact() {
        return missing + doubled + unresolved + unnotified + doublyNotified + forged == 0;
    }
}
