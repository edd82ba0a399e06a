package io.telltale.alerting.alert;

import static org.assertj.core.api.Assertions.assertThat;

import io.telltale.events.AlertChanged;
import io.telltale.events.CloudEvent;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class NoticeTest {

    private final Timeline timeline = new Timeline(Rules.above30()).at(0, 31).firing();

    @Test
    void theEndIsANoticeOfItsOwnWithTheTimeItEnded() {
        UUID firing = notice().id();
        timeline.at(1.5, 20).resolved();
        assertThat(notice().id()).isNotEqualTo(firing);
        assertThat(notice().type()).isEqualTo("alert.resolved");
        assertThat(notice().event()).contains("\"resolvedAt\":\"2026-03-01T12:00:01.500Z\"");
    }

    @Test
    void theEventCarriesTheSameUnderTheSameId() throws IOException {
        Notice notice = notice();
        CloudEvent event = CloudEvent.parse(notice.event().getBytes(StandardCharsets.UTF_8));
        assertThat(event.id()).isEqualTo(notice.id().toString());
        assertThat(event.type()).isEqualTo("io.telltale.alert.changed");
        assertThat(event.subject()).isEqualTo("acme/pump-7/temperature");
        AlertChanged changed = event.dataAs(AlertChanged.class);
        assertThat(changed.alert()).isEqualTo(timeline.alert().id().toString());
        assertThat(changed.state()).isEqualTo("firing");
        assertThat(changed.resolvedAt()).isEmpty();
    }

    @Test
    void nobodyIsToldOfAPendingAlert() {
        Timeline pending =
                new Timeline(Rules.above30For(Duration.ofSeconds(5))).at(0, 31).pending();
        assertThat(Notice.of(pending.last().getFirst())).isEmpty();
        pending.at(1, 20).withdrawn();
        assertThat(Notice.of(pending.last().getFirst())).isEmpty();
    }

    private Notice notice() {
        return Notice.of(timeline.last().getFirst()).orElseThrow();
    }
}
