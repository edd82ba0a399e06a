package io.telltale.alerting.notification;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.telltale.events.Json;
import org.junit.jupiter.api.Test;

class StandardEventTest {

    @Test
    void anAlertThatIsAGroupByItselfIsToldAsOneAlert() throws Exception {
        Notification firing = Tellings.alone(true);
        assertThat(EndpointFormat.STANDARD.render(firing)).isEqualTo("""
                        {"type":"alert.firing","timestamp":"%s","data":{"id":"%s","tenant":"default",\
                        "rule":{"id":"00000000-0000-0000-0000-000000000001","name":"Too hot"},"severity":"critical",\
                        "device":"pump-7","metric":"temperature","state":"firing","value":31.5,\
                        "summary":"temperature of pump-7 is 31.5, above 30","startedAt":"%s",\
                        "labels":{"site":"nord"}}}""".formatted(
                        Tellings.T0, firing.alerts().getFirst().alert().id(), Tellings.T0));
        JsonNode resolved = Json.MAPPER.readTree(EndpointFormat.STANDARD.render(Tellings.alone(false)));
        assertThat(resolved.path("type").asText()).isEqualTo("alert.resolved");
        assertThat(resolved.path("data").path("state").asText()).isEqualTo("resolved");
    }

    @Test
    void aGroupIsToldWithAllOfItsAlerts() throws Exception {
        Notification group = Tellings.grouped(Tellings.told("pump-7", false), Tellings.told("pump-8", true));
        JsonNode event = Json.MAPPER.readTree(EndpointFormat.STANDARD.render(group));
        assertThat(event.path("type").asText()).isEqualTo("alerts.firing");
        assertThat(event.path("timestamp").asText())
                .isEqualTo(Tellings.T0.plusSeconds(1).toString());
        JsonNode data = event.path("data");
        assertThat(data.path("receiver").asText()).isEqualTo("team");
        assertThat(data.path("groupLabels").toString()).isEqualTo("{\"alertname\":\"Too hot\"}");
        assertThat(data.path("truncated").asInt(-1)).isZero();
        assertThat(data.path("alerts").findValuesAsText("device")).containsExactly("pump-7", "pump-8");
        assertThat(data.path("alerts").findValuesAsText("state")).containsExactly("resolved", "firing");
    }
}
