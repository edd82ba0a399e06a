package io.telltale.alerting;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.telltale.testkit.NatsServer;
import io.telltale.testkit.Timescale;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** From a reading on the stream to a signed webhook, on real servers. */
class AlertsIT {

    private final Instant t0 = Instant.now().truncatedTo(ChronoUnit.MICROS);
    private Stage stage;
    private Receiver receiver;

    @BeforeEach
    void open() {
        stage = new Stage(NatsServer.shared(), Timescale.shared());
        receiver = new Receiver();
    }

    @AfterEach
    void close() throws Exception {
        stage.close();
        receiver.close();
    }

    @Test
    void signsAWebhookWithinASecondOfTheReadingAndAnotherWhenItIsOver() throws Exception {
        String secret = stage.endpoint(receiver.url());
        Alerting alerting = stage.aloneReplica("one");
        assertThat(alerting.rules().add(Stage.hot())).isPresent();

        Instant published = Instant.now();
        stage.reading("pump-7", t0, 31.5);
        await().atMost(Stage.PATIENCE).until(() -> receiver.hooks().size() == 1);

        Receiver.Hook firing = receiver.hooks().getFirst();
        assertThat(Duration.between(published, firing.arrived())).isLessThan(Duration.ofSeconds(1));
        firing.verify(secret);
        assertThat(firing.path()).isEqualTo("/hook?from=telltale");
        assertThat(firing.type()).isEqualTo("alert.firing");
        assertThat(firing.alert().path("tenant").asText()).isEqualTo("default");
        assertThat(firing.alert().path("state").asText()).isEqualTo("firing");
        assertThat(firing.alert().path("summary").asText()).isEqualTo("temperature of pump-7 is 31.5, above 30");
        assertThat(firing.alert().path("startedAt").asText()).isEqualTo(t0.toString());
        assertThat(firing.alert().has("resolvedAt")).isFalse();

        stage.reading("pump-7", t0.plusSeconds(1), 29);
        await().atMost(Stage.PATIENCE).until(() -> receiver.hooks().size() == 2);
        Receiver.Hook resolved = receiver.hooks().getLast();
        resolved.verify(secret);
        assertThat(receiver.types()).isEqualTo(List.of("alert.firing", "alert.resolved"));
        assertThat(resolved.alert().path("id")).isEqualTo(firing.alert().path("id"));
        assertThat(resolved.alert().path("resolvedAt").asText())
                .isEqualTo(t0.plusSeconds(1).toString());
        assertThat(resolved.id()).isNotEqualTo(firing.id());
    }
}
