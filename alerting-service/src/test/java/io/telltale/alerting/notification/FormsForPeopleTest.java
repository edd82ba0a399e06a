package io.telltale.alerting.notification;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.telltale.events.CloudEvent;
import io.telltale.events.Json;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class FormsForPeopleTest {

    private final EndpointFormats formats = new EndpointFormats(URI.create("https://console.example"));
    private final Notification two =
            Tellings.grouped(Tellings.told("<pump> & 7", true), Tellings.told("pump-8", false));
    private final Notification many = Tellings.grouped(IntStream.range(0, 200)
            .mapToObj(i -> Tellings.told("pump-" + i, true))
            .toArray(Told[]::new));

    @Test
    void slackGetsATextAndBlocksWithLinks() throws Exception {
        JsonNode message = json(FormatKind.SLACK, two);
        assertThat(message.path("text").asText()).isEqualTo("[FIRING:1] Too hot");
        assertThat(message.path("blocks"))
                .extracting(block -> block.path("text").path("text").asText())
                .containsExactly(
                        "*[FIRING:1] Too hot*",
                        "<https://console.example/#/devices/%3Cpump%3E%20%26%207|&lt;pump&gt; &amp; 7> critical: "
                                + "temperature of &lt;pump&gt; &amp; 7 is 31.5, above 30",
                        "<https://console.example/#/devices/pump-8|pump-8> resolved: "
                                + "temperature of pump-8 is 31.5, above 30");
        assertThat(json(FormatKind.SLACK, many).path("blocks")).hasSize(12);
    }

    @Test
    void teamsGetsAnAdaptiveCard() throws Exception {
        JsonNode attachment = json(FormatKind.TEAMS, two).path("attachments").get(0);
        assertThat(attachment.path("contentType").asText()).isEqualTo("application/vnd.microsoft.card.adaptive");
        assertThat(attachment.path("content").path("type").asText()).isEqualTo("AdaptiveCard");
        assertThat(attachment.path("content").path("body").findValuesAsText("text"))
                .hasSize(3)
                .startsWith("[FIRING:1] Too hot");
        assertThat(body(FormatKind.TEAMS, many).length()).isLessThan(28_000);
    }

    @Test
    void discordGetsEmbedsAndPingsNobody() throws Exception {
        JsonNode message = json(FormatKind.DISCORD, many);
        assertThat(message.path("content").asText()).isEqualTo("[FIRING:200] Too hot (and 190 more)");
        assertThat(message.path("embeds")).hasSize(10);
        assertThat(message.path("embeds").get(0).path("color").asInt()).isEqualTo(0xc62828);
        assertThat(message.path("allowed_mentions").path("parse")).isEmpty();
        assertThat(message.path("allowed_mentions").path("parse").isArray()).isTrue();
    }

    @Test
    void aCloudEventCarriesTheDataOfTheStandardEvent() throws Exception {
        CloudEvent event = CloudEvent.parse(body(FormatKind.CLOUDEVENTS, two).getBytes(StandardCharsets.UTF_8));
        assertThat(event.id()).isEqualTo(two.id().toString());
        assertThat(event.type()).isEqualTo("io.telltale.alerts.firing");
        assertThat(event.time()).isEqualTo(two.at());
        assertThat(event.data())
                .isEqualTo(Json.MAPPER.readTree(body(FormatKind.STANDARD, two)).path("data"));
        assertThat(formats.of(choice(FormatKind.CLOUDEVENTS)).contentType())
                .isEqualTo("application/cloudevents+json; charset=utf-8");
    }

    @Test
    void aMessageOfAnAlertAloneNamesItsDevice() throws Exception {
        assertThat(json(FormatKind.SLACK, Tellings.alone(false)).path("text").asText())
                .isEqualTo("[RESOLVED:1] Too hot pump-7");
    }

    @Test
    void everyFormHasAWord() {
        assertThat(FormatKind.words())
                .isEqualTo(List.of(
                        "standard",
                        "alertmanager-webhook",
                        "alertmanager",
                        "cloudevents",
                        "slack",
                        "teams",
                        "discord",
                        "template"));
    }

    private JsonNode json(FormatKind kind, Notification n) throws Exception {
        return Json.MAPPER.readTree(body(kind, n));
    }

    private String body(FormatKind kind, Notification n) {
        return formats.of(choice(kind)).render(n);
    }

    private static FormatChoice choice(FormatKind kind) {
        return new FormatChoice(kind, Optional.empty());
    }
}
