package io.telltale.alerting.notification;

import java.net.URI;
import java.util.LinkedHashMap;

/**
 * Makes the {@link EndpointFormat} that an endpoint chose. Thread-safe; the {@value #KEPT} templates used last stay compiled.
 */
public final class EndpointFormats {

    private static final int KEPT = 256;

    private final Links links;
    private final LinkedHashMap<FormatChoice.Text, EndpointFormat> compiled = new LinkedHashMap<>(16, 0.75f, true);

    /**
     * Formats.
     *
     * @param externalUrl where people find the console; what is sent links to it
     */
    public EndpointFormats(URI externalUrl) {
        this.links = new Links(externalUrl);
    }

    /** The form of an endpoint. Never fails: a template that is no longer understood is told as the standard event. */
    public EndpointFormat of(FormatChoice choice) {
        return switch (choice.kind()) {
            case STANDARD -> EndpointFormat.STANDARD;
            case ALERTMANAGER_WEBHOOK -> new AlertmanagerWebhook(links);
            case ALERTMANAGER -> new AlertmanagerPush(links);
            case CLOUDEVENTS -> new CloudEventForm();
            case SLACK -> new SlackMessage(links);
            case TEAMS -> new TeamsCard(links);
            case DISCORD -> new DiscordMessage(links);
            case TEMPLATE -> kept(choice.template().orElseThrow());
        };
    }

    /**
     * Whether a template can be used: it is parsed, and tried on samples.
     *
     * @throws IllegalArgumentException saying in words for the operator what is wrong with it
     */
    public void check(FormatChoice choice) {
        choice.template().ifPresent(text -> BodyTemplate.compile(text, links).tryOut());
    }

    private EndpointFormat kept(FormatChoice.Text text) {
        synchronized (compiled) {
            EndpointFormat format = compiled.computeIfAbsent(text, this::compile);
            if (compiled.size() > KEPT) {
                compiled.pollFirstEntry();
            }
            return format;
        }
    }

    private EndpointFormat compile(FormatChoice.Text text) {
        try {
            return BodyTemplate.compile(text, links);
        } catch (IllegalArgumentException e) {
            return notification -> StandardEvent.withProblem(notification, String.valueOf(e.getMessage()));
        }
    }
}
