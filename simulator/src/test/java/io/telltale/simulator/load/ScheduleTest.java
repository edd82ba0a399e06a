package io.telltale.simulator.load;

import static org.assertj.core.api.Assertions.assertThat;

import io.telltale.simulator.load.LoadPlan.Traffic;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class ScheduleTest {

    private static final long SECOND = 1_000_000_000L;
    private static final Schedule ONE_PART = new Schedule(3, 1, 4.0, 10);
    private static final Schedule TWO_PARTS = new Schedule(3, 2, 4.0, 7);

    @Test
    void tenReadingsAMessageMakeATenthOfTheMessages() {
        assertThat(Schedule.of(new Traffic(200, 10, 10, 2_000, Duration.ofSeconds(20))))
                .isEqualTo(new Schedule(200, 1, 200.0, 4_000));
    }

    @Test
    void tenMetricsWithAMessageEachMakeSamplesOfTenMessages() {
        Schedule schedule = Schedule.of(new Traffic(200, 10, 1, 2_000, Duration.ofSeconds(20)));

        assertThat(schedule).isEqualTo(new Schedule(200, 10, 200.0, 4_000));
        assertThat(schedule.messages()).isEqualTo(40_000);
        assertThat(schedule.messagesOf(199)).isEqualTo(200);
        assertThat(schedule.nanos()).isEqualTo(20 * SECOND);
    }

    @Test
    void aMessageIsDueExactlyWhenItsTimeHasCome() {
        assertThat(ONE_PART.due(-1)).isZero();
        assertThat(ONE_PART.due(0)).isEqualTo(1);
        assertThat(ONE_PART.dueNanos(1)).isEqualTo(SECOND / 4);
        assertThat(ONE_PART.due(SECOND / 4 - 1)).isEqualTo(1);
        assertThat(ONE_PART.due(SECOND / 4)).isEqualTo(2);
        assertThat(ONE_PART.due(SECOND)).isEqualTo(5);
    }

    @Test
    void theMessagesOfASampleAreDueAtTheSameMoment() {
        assertThat(LongStream.range(0, 6).map(TWO_PARTS::dueNanos))
                .containsExactly(0L, 0L, SECOND / 4, SECOND / 4, SECOND / 2, SECOND / 2);
        assertThat(TWO_PARTS.due(SECOND / 4 - 1)).isEqualTo(2);
        assertThat(TWO_PARTS.due(SECOND / 4)).isEqualTo(4);
    }

    @Test
    void nothingIsDueBeyondTheRun() {
        assertThat(ONE_PART.due(3_600 * SECOND)).isEqualTo(10);
        assertThat(TWO_PARTS.due(3_600 * SECOND)).isEqualTo(14);
    }

    @Test
    void everyMessageBelongsToOneDeviceAndHasANumberOfItsOwnThere() {
        for (Schedule schedule : List.of(ONE_PART, TWO_PARTS)) {
            Set<Long> messages = new HashSet<>();
            for (int device = 0; device < 3; device++) {
                for (int number = 0; number < schedule.messagesOf(device); number++) {
                    int parts = schedule.messagesPerSample();
                    long message = schedule.message(device, number / parts, number % parts);
                    assertThat(schedule.deviceOf(message)).isEqualTo(device);
                    assertThat(schedule.sequenceOf(message)).isEqualTo(number);
                    assertThat(schedule.sampleOf(message)).isEqualTo(number / parts);
                    assertThat(schedule.partOf(message)).isEqualTo(number % parts);
                    messages.add(message);
                }
            }
            assertThat(messages).hasSize((int) schedule.messages()).allMatch(message -> message < schedule.messages());
        }
    }

    @Test
    void aConnectionPublishesItsDevicesSampleBySample() {
        assertThat(of(TWO_PARTS, 0, 3)).containsExactly(0L, 1L, 6L, 7L, 12L, 13L);
        assertThat(of(TWO_PARTS, 1, 2)).containsExactly(2L, 3L, 8L, 9L);
        assertThat(of(TWO_PARTS, 0, 2)).containsExactly(0L, 1L, 4L, 5L, 6L, 7L, 10L, 11L, 12L, 13L);
        assertThat(of(ONE_PART, 0, 2)).containsExactly(0L, 2L, 3L, 5L, 6L, 8L, 9L);
    }

    private static List<Long> of(Schedule schedule, int connection, int connections) {
        List<Long> messages = new ArrayList<>();
        for (long message = schedule.message(connection, 0, 0);
                message < schedule.messages();
                message = schedule.next(message, connections)) {
            messages.add(message);
        }
        return messages;
    }
}
