package io.telltale.alerting.notification;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import io.telltale.events.Json;
import java.net.URI;
import java.util.Collections;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class BodyTemplateTest {

    private final EndpointFormats formats = new EndpointFormats(URI.create("https://console.example/"));

    @Test
    void saysWhatItWasAsked() {
        String body = render("""
                {receiver}/{status}{#for alert in alerts}
                {alert.device}={alert.value} {alert.labels.site} {alert.labels.get('floor.no')}|{alert.url}{/for}
                {#if firing}!{#else}.{/if} {commonLabels.severity} {truncated}""", "text/plain");
        assertThat(body).isEqualTo("""
                team/firing
                pump-7=31.5 nord |https://console.example/#/devices/pump-7
                pump-8=31.5 nord |https://console.example/#/devices/pump-8
                ! critical 0""");
    }

    @Test
    void escapesValuesInJson() throws Exception {
        Notification n = Tellings.grouped(Tellings.told("a\"b\\c\nd", true));
        FormatChoice choice = template("{\"text\": \"{alerts.get(0).device}\"}", "application/json");
        JsonNode json = Json.MAPPER.readTree(formats.of(choice).render(n));
        assertThat(json.path("problem").asText()).isEmpty();
        assertThat(json.path("text").asText()).isEqualTo("a\"b\\c\nd");
        assertThat(formats.of(choice).contentType()).isEqualTo("application/json");
    }

    @Test
    void aTemplateThatMakesNoSenseIsRefusedWithItsReason() {
        for (String bad : new String[] {
            "{#for alert in alerts}{alert.device}",
            "{nobody-knows}",
            "{alerts.get(0).nobody}",
            "{alerts.get(0).getClass}",
            "{#include other /}",
            "{#eval receiver /}",
            "{#for i in 1000000000}x{/for}",
            "{#let n=1000000000}{#for i in n}x{/for}{/let}",
            "{#for i in alerts.size}x{/for}",
            "{inject:secret}",
            " ",
            "x".repeat(BodyTemplate.MAX_LENGTH + 1),
            "{receiver}".repeat(BodyTemplate.MAX_EXPRESSIONS + 1)
        }) {
            assertThatThrownBy(() -> formats.check(template(bad, "text/plain")))
                    .as(bad)
                    .isInstanceOf(IllegalArgumentException.class)
                    .message()
                    .isNotBlank();
        }
        assertThatThrownBy(() -> formats.check(template("x", "text/plain\r\nX: y")))
                .hasMessageStartingWith("its contentType");
    }

    @Test
    void whatAStrangersTemplateCanCostIsBounded() throws Exception {
        String loops = "{#for a in alerts}{#for b in alerts}{#for c in alerts}x{/for}{/for}{/for}";
        formats.check(template(loops, "text/plain"));
        Notification many = Tellings.grouped(
                Collections.nCopies(30, Tellings.told("pump-7", true)).toArray(Told[]::new));
        assertThat(problem(loops, many)).isEqualTo("the template of this webhook failed: its loops go round too often");
        String long60 = "x".repeat(10_000);
        assertThat(problem("{#for a in alerts}" + long60 + "{/for}", many))
                .isEqualTo("the template of this webhook failed: it makes more than 262144 characters");
    }

    /** What the endpoint is told instead: everything, and why. */
    private String problem(String template, Notification n) throws Exception {
        JsonNode event = Json.MAPPER.readTree(
                formats.of(template(template, "text/plain")).render(n));
        assertThat(event.path("type").asText()).isEqualTo("alerts.firing");
        assertThat(event.path("data").path("alerts")).hasSize(30);
        return event.path("problem").asText();
    }

    private String render(String template, String contentType) {
        FormatChoice choice = template(template, contentType);
        formats.check(choice);
        return formats.of(choice)
                .render(Tellings.grouped(Tellings.told("pump-7", true), Tellings.told("pump-8", false)));
    }

    private static FormatChoice template(String body, String contentType) {
        return new FormatChoice(FormatKind.TEMPLATE, Optional.of(new FormatChoice.Text(body, contentType)));
    }
}
