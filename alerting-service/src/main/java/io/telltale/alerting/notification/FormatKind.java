package io.telltale.alerting.notification;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** The forms that an endpoint can ask for. */
public enum FormatKind {
    /** Type, timestamp, data. */
    STANDARD,
    /** What Alertmanager sends to its webhook receivers, version 4. */
    ALERTMANAGER_WEBHOOK,
    /** What Alertmanager takes: its API v2, {@code POST /api/v2/alerts}. */
    ALERTMANAGER,
    /** CloudEvents 1.0, structured JSON. */
    CLOUDEVENTS,
    /** An incoming webhook of Slack. */
    SLACK,
    /** An incoming webhook (workflow) of Microsoft Teams: an adaptive card. */
    TEAMS,
    /** A webhook of Discord. */
    DISCORD,
    /** A text of the endpoint's own. */
    TEMPLATE;

    /** The kind by its name on the wire. */
    public static Optional<FormatKind> of(String wire) {
        return Arrays.stream(values()).filter(kind -> kind.wire().equals(wire)).findFirst();
    }

    /** All names on the wire. */
    public static List<String> words() {
        return Arrays.stream(values()).map(FormatKind::wire).toList();
    }

    /** Its name on the wire and in the database, such as {@code alertmanager-webhook}. */
    public String wire() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
