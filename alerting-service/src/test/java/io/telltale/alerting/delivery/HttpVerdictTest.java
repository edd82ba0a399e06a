package io.telltale.alerting.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class HttpVerdictTest {

    private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");

    @Test
    void only2xxIsDone() {
        assertThat(of(200)).isEqualTo(new HttpVerdict.Accepted(200));
        assertThat(of(204)).isEqualTo(new HttpVerdict.Accepted(204));
        for (int status : new int[] {199, 301, 302, 307, 400, 401, 404, 429, 500, 503}) {
            assertThat(of(status)).isEqualTo(new HttpVerdict.Rejected(status, "no", Optional.empty()));
        }
    }

    @Test
    void goneIsForGood() {
        assertThat(of(410)).isEqualTo(new HttpVerdict.Gone());
    }

    @Test
    void readsRetryAfterInSecondsAndAsADate() {
        assertThat(retryAfter("120")).contains(Duration.ofSeconds(120));
        assertThat(retryAfter(" 0 ")).contains(Duration.ZERO);
        assertThat(retryAfter("Sun, 01 Mar 2026 12:01:30 GMT")).contains(Duration.ofSeconds(90));
    }

    @Test
    void passesOverARetryAfterThatMakesNoSense() {
        for (String nonsense :
                new String[] {"", "soon", "-5", "1e3", "99999999999999999999", "Sun, 01 Mar 2026 11:00:00 GMT"}) {
            assertThat(retryAfter(nonsense)).isEmpty();
        }
    }

    @Test
    void noReceiverMayAskForMoreThanADay() {
        assertThat(retryAfter("31536000")).contains(Duration.ofHours(24));
    }

    private static HttpVerdict of(int status) {
        return HttpVerdict.of(status, "no", Optional.empty(), NOW);
    }

    private static Optional<Duration> retryAfter(String header) {
        return switch (HttpVerdict.of(429, "", Optional.of(header), NOW)) {
            case HttpVerdict.Rejected rejected -> rejected.retryAfter();
            case HttpVerdict other -> throw new AssertionError(other);
        };
    }
}
