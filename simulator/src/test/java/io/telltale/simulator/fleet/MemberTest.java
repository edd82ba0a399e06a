package io.telltale.simulator.fleet;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.telltale.simulator.signal.FaultKind;
import io.telltale.simulator.stack.NewDevice;
import java.io.IOException;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class MemberTest {

    /** 2026-01-05T12:00:00.000001Z. */
    private static final long NOON = 1_767_614_400_000_001L;

    private static final long SECOND = 1_000_000L;

    @Test
    void aFleetIsOfAllKindsWithSpeakingNames() {
        List<String> names = IntStream.range(0, 5)
                .mapToObj(number -> member("demo", number).name())
                .toList();

        assertThat(names)
                .isEqualTo(List.of("demo-pump-1", "demo-boiler-2", "demo-coldroom-3", "demo-hall-4", "demo-pump-5"));
        assertThat(member("", 0).name()).isEqualTo("pump-1");
    }

    @Test
    void aMemberIsRegisteredWithItsProfileItsSiteAndItsLine() {
        assertThat(member("", 4).registration())
                .isEqualTo(new NewDevice(
                        "pump-5", "pump", Map.of("site", "south", "line", "2", "simulated", "fleet"), false, null));
    }

    @Test
    void aMessageHasItsTimeAndEveryMetricAndABooleanForASwitch() throws IOException {
        JsonNode message = read(member("", 2, Set.of(), 1).payload(NOON));

        assertThat(message.path("ts").asText()).isEqualTo("2026-01-05T12:00:00.000001Z");
        assertThat(message.path("temperature").isNumber()).isTrue();
        assertThat(message.path("humidity").isNumber()).isTrue();
        assertThat(message.path("door").isBoolean()).isTrue();
        assertThat(message.size()).isEqualTo(4);
    }

    @Test
    void theSameSeedSaysTheSameAndAnotherSomethingElse() {
        byte[] said = member("", 0).payload(NOON);

        assertThat(member("", 0).payload(NOON)).isEqualTo(said);
        assertThat(member("", 4).payload(NOON)).isNotEqualTo(said);
    }

    @Test
    void aMetricThatDroppedOutIsMissingFromTheMessageAndItsNeighboursAreThere() throws IOException {
        Member member = member("", 0, EnumSet.of(FaultKind.DROPOUT), 1);
        long time = NOON;
        while (member.fault(time).isEmpty()) {
            time += SECOND;
        }

        assertThat(read(member.payload(time)).size()).isEqualTo(4);
        assertThat(read(member.payload(time - SECOND)).size()).isEqualTo(5);
    }

    @Test
    void atSixtyTimesTheSpeedADayPassesInTwentyFourMinutesAndTimesStayTrue() {
        LifeClock clock = new LifeClock(60);

        assertThat(clock.lived(NOON + 24 * 60 * SECOND) - clock.lived(NOON)).isEqualTo(24 * 3600 * SECOND);
        assertThat(clock.trueTime(clock.lived(NOON))).isEqualTo(NOON);
        assertThat(new String(member("", 0, Set.of(), 60).payload(NOON), UTF_8))
                .startsWith("{\"ts\":\"2026-01-05T12:00:00.000001Z\",");
    }

    private static Member member(String prefix, int number) {
        return member(prefix, number, EnumSet.allOf(FaultKind.class), 1);
    }

    static Member member(String prefix, int number, Set<FaultKind> faults, double speed) {
        FleetPlan plan = new FleetPlan(
                20, prefix, 7, Duration.ofSeconds(2), speed, Duration.ZERO, Duration.ofSeconds(30), faults, 2);
        return Member.of(plan, number, new LifeClock(speed));
    }

    private static JsonNode read(byte[] json) throws IOException {
        return new ObjectMapper().readTree(json);
    }
}
