package io.telltale.simulator.mqtt;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class RecentTest {

    private static final long SECOND = 1_000_000_000L;
    private static final byte[] NOTHING = {};

    private final InFlight inFlight = new InFlight(10);

    @Test
    void sendsAgainWhatWasAcknowledgedInTheLastSecondsInItsOldOrder() {
        Recent recent = new Recent(Duration.ofSeconds(5), 10);
        for (int second = 0; second < 4; second++) {
            recent.acknowledged(published(second), second * 3 * SECOND);
        }
        InFlight.Message fresh = inFlight.add(9, NOTHING, NOTHING);

        assertThat(recent.sendAgain(inFlight, 10 * SECOND)).isEqualTo(2);

        assertThat(inFlight.unacknowledged()).extracting(InFlight.Message::tag).containsExactly(2L, 3L, 9L);
        assertThat(inFlight.unacknowledged())
                .extracting(InFlight.Message::known)
                .containsExactly(true, true, false);
        assertThat(fresh.known()).isFalse();
        assertThat(recent.sendAgain(inFlight, 10 * SECOND)).isZero();
    }

    @Test
    void keepsNoMoreThanItMay() {
        Recent recent = new Recent(Duration.ofSeconds(5), 2);
        for (int tag = 0; tag < 4; tag++) {
            recent.acknowledged(published(tag), SECOND);
        }

        assertThat(recent.sendAgain(inFlight, SECOND)).isEqualTo(2);
        assertThat(inFlight.unacknowledged()).extracting(InFlight.Message::tag).containsExactly(2L, 3L);
    }

    @Test
    void keepsNothingWhereAnAcknowledgementIsAPromise() {
        Recent recent = new Recent(Duration.ZERO, 10);
        recent.acknowledged(published(1), SECOND);

        assertThat(recent.sendAgain(inFlight, SECOND)).isZero();
    }

    private InFlight.Message published(long tag) {
        InFlight.Message message = inFlight.add(tag, NOTHING, NOTHING);
        inFlight.remove(message);
        return message;
    }
}
