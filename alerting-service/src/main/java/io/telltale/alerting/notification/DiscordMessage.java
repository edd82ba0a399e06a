package io.telltale.alerting.notification;

import java.util.List;

/**
 * A message for a webhook of Discord: a line, and one embed for each of the first alerts. It pings nobody.
 *
 * @see <a href="https://discord.com/developers/docs/resources/webhook#execute-webhook">execute webhook</a>
 */
final class DiscordMessage implements EndpointFormat {

    private static final int RED = 0xc62828;
    private static final int AMBER = 0xf9a825;
    private static final int BLUE = 0x1565c0;
    private static final int GREEN = 0x2e7d32;

    private final Links links;

    DiscordMessage(Links links) {
        this.links = links;
    }

    @Override
    public String render(Notification n) {
        Wording words = new Wording(n);
        String content = words.rest().isEmpty() ? words.title() : words.title() + " (" + words.rest() + ")";
        List<Embed> embeds = words.listed().stream().map(this::embed).toList();
        return Body.json(new Message(content, embeds, new Mentions(List.of())));
    }

    private Embed embed(Told told) {
        return new Embed(
                told.alert().series().device() + " " + told.alert().series().metric(),
                Wording.line(told),
                links.of(told),
                color(told),
                GoTime.format(told.endsAt().orElse(told.startsAt())));
    }

    private static int color(Told told) {
        if (!told.firing()) {
            return GREEN;
        }
        return switch (told.alert().severity()) {
            case CRITICAL -> RED;
            case WARNING -> AMBER;
            case INFO -> BLUE;
        };
    }

    private record Message(String content, List<Embed> embeds, Mentions allowed_mentions) {}

    private record Embed(String title, String description, String url, int color, String timestamp) {}

    private record Mentions(List<String> parse) {}
}
