package io.telltale.anomaly.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import org.junit.jupiter.api.Test;

class LiveInterestTest {

    @Test
    void coversWhatASubscriptionNames() {
        LiveInterest interest = LiveInterest.of(Set.of("live.default.pump-1.*", "live.acme.>", "live.*.*.door"));

        assertThat(interest.covers("live.default.pump-1.temperature")).isTrue();
        assertThat(interest.covers("live.acme.valve.flow")).isTrue();
        assertThat(interest.covers("live.default.gate.door")).isTrue();
        assertThat(interest.covers("live.default.pump-2.temperature")).isFalse();
        assertThat(interest.covers("live.acme2.valve.flow")).isFalse();
    }

    @Test
    void takesNoInterestFromSubscriptionsThatAreNotAboutLiveReadings() {
        LiveInterest interest =
                LiveInterest.of(Set.of(">", "*.default.>", "liver.>", "live", "telemetry.3", "_INBOX.x.*"));

        assertThat(interest.covers("live.default.pump-1.temperature")).isFalse();
        assertThat(interest).isEqualTo(LiveInterest.NONE);
    }
}
