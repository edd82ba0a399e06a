package io.telltale.alerting.notification;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * A message for an incoming webhook of Slack: a text for its notifications, blocks for its window.
 *
 * @see <a href="https://docs.slack.dev/messaging/sending-messages-using-incoming-webhooks">incoming webhooks</a>
 */
final class SlackMessage implements EndpointFormat {

    private final Links links;

    SlackMessage(Links links) {
        this.links = links;
    }

    @Override
    public String render(Notification n) {
        Wording words = new Wording(n);
        List<Object> blocks = new ArrayList<>();
        blocks.add(section("*" + escape(words.title()) + "*"));
        for (Told told : words.listed()) {
            blocks.add(section("<" + links.of(told) + "|"
                    + escape(told.alert().series().device()) + "> " + escape(Wording.line(told))));
        }
        if (!words.rest().isEmpty()) {
            blocks.add(section(words.rest()));
        }
        return Body.json(new Message(escape(words.title()), blocks));
    }

    private static Map<String, Object> section(String markdown) {
        return Map.of("type", "section", "text", new Text("mrkdwn", markdown));
    }

    /** The three characters that mean something to Slack. */
    private static String escape(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
    }

    private record Message(String text, List<Object> blocks) {}

    private record Text(String type, String text) {}
}
