package io.telltale.simulator.load;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ScheduleTest {

    private static final long SECOND = 1_000_000_000L;

    @Test
    void tenReadingsAMessageMakeATenthOfTheMessages() {
        assertThat(Schedule.of(200, 2_000, 10, Duration.ofSeconds(20))).isEqualTo(new Schedule(200, 200.0, 4_000));
    }

    @Test
    void aMessageIsDueExactlyWhenItsTimeHasCome() {
        Schedule schedule = new Schedule(3, 4.0, 10);

        assertThat(schedule.due(-1)).isZero();
        assertThat(schedule.due(0)).isEqualTo(1);
        assertThat(schedule.dueNanos(1)).isEqualTo(SECOND / 4);
        assertThat(schedule.due(SECOND / 4 - 1)).isEqualTo(1);
        assertThat(schedule.due(SECOND / 4)).isEqualTo(2);
        assertThat(schedule.due(SECOND)).isEqualTo(5);
    }

    @Test
    void nothingIsDueBeyondTheRun() {
        assertThat(new Schedule(3, 4.0, 10).due(3_600 * SECOND)).isEqualTo(10);
    }

    @Test
    void everyMessageBelongsToOneDeviceAndHasANumberOfItsOwnThere() {
        Schedule schedule = new Schedule(3, 4.0, 10);
        Set<Long> messages = new HashSet<>();
        for (int device = 0; device < 3; device++) {
            for (int number = 0; number < schedule.messagesOf(device); number++) {
                long message = schedule.message(device, number);
                assertThat(schedule.deviceOf(message)).isEqualTo(device);
                messages.add(message);
            }
        }
        assertThat(messages).hasSize(10).allMatch(message -> message < 10);
    }
}
