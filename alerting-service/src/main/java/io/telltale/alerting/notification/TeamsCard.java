package io.telltale.alerting.notification;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.ArrayList;
import java.util.List;

/**
 * A message for a webhook of Microsoft Teams (workflows): one adaptive card.
 *
 * @see <a href="https://learn.microsoft.com/microsoftteams/platform/webhooks-and-connectors/how-to/connectors-using">adaptive cards
 *     by webhook</a>
 */
final class TeamsCard implements EndpointFormat {

    private final Links links;

    TeamsCard(Links links) {
        this.links = links;
    }

    @Override
    public String render(Notification n) {
        Wording words = new Wording(n);
        List<TextBlock> body = new ArrayList<>();
        body.add(new TextBlock("TextBlock", words.title(), true, "Bolder", n.firing() ? "Attention" : "Good"));
        words.listed()
                .forEach(told -> body.add(plain(
                        "[" + told.alert().series().device() + "](" + links.of(told) + ") " + Wording.line(told))));
        if (!words.rest().isEmpty()) {
            body.add(plain(words.rest()));
        }
        Card card = new Card("http://adaptivecards.io/schemas/adaptive-card.json", "AdaptiveCard", "1.4", body);
        return Body.json(
                new Message("message", List.of(new Attachment("application/vnd.microsoft.card.adaptive", card))));
    }

    private static TextBlock plain(String text) {
        return new TextBlock("TextBlock", text, true, "Default", "Default");
    }

    private record Message(String type, List<Attachment> attachments) {}

    private record Attachment(String contentType, Card content) {}

    private record Card(@JsonProperty("$schema") String schema, String type, String version, List<TextBlock> body) {}

    private record TextBlock(String type, String text, boolean wrap, String weight, String color) {}
}
