package io.telltale.alerting.routing;

import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * While an alert fires that matches the source, alerts that match the target and have the same values in {@code equal} are
 * not told. A label that is missing on both sides counts as equal. What matches both sides is inhibited by no such alert.
 *
 * @param ofGateways whether sources are gateways only and targets everything but them, by their label {@code gateway}
 */
public record InhibitRule(
        String name, List<Matcher> source, List<Matcher> target, List<String> equal, boolean ofGateways) {

    /** While a gateway is not there, what is behind it is not told of: an alert of presence mutes all other devices of it. */
    static final InhibitRule GATEWAY = new InhibitRule(
            "gateway",
            List.of(new Matcher("", "kind", Matcher.Op.EQUAL, "presence"), present("gateway")),
            List.of(present("gateway")),
            List.of("gateway"),
            true);

    private static Matcher present(String label) {
        return new Matcher("", label, Matcher.Op.NOT_EQUAL, "");
    }

    /** Whether {@code source} mutes {@code target} by this rule. */
    public boolean mutes(Map<String, String> sourceLabels, Map<String, String> targetLabels) {
        return isSource(sourceLabels)
                && isTarget(targetLabels)
                && !(isSource(targetLabels) && isTarget(sourceLabels))
                && equal.stream()
                        .allMatch(label ->
                                sourceLabels.getOrDefault(label, "").equals(targetLabels.getOrDefault(label, "")));
    }

    /** Whether an alert with these labels mutes others. */
    public boolean isSource(Map<String, String> labels) {
        return Matcher.all(source, labels) && (!ofGateways || isTheGateway(labels));
    }

    /** Whether an alert with these labels may be muted. */
    public boolean isTarget(Map<String, String> labels) {
        return Matcher.all(target, labels) && (!ofGateways || !isTheGateway(labels));
    }

    private static boolean isTheGateway(Map<String, String> labels) {
        return Objects.equals(labels.get("gateway"), labels.get("device"));
    }
}
