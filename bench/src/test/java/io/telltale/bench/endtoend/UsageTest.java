package io.telltale.bench.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import io.telltale.bench.endtoend.ProcessTable.Stat;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class UsageTest {

    private static final List<Usage> SAMPLES = List.of(
            new Usage(1_000, Map.of("nats", 5.0), Map.of("nats", 10L), Map.of("nats", 9L, "late", 5L)),
            new Usage(2_000, Map.of("nats", 6.0), Map.of("nats", 30L), Map.of()),
            new Usage(4_000, Map.of("nats", 10.0, "late", 1.0), Map.of("nats", 20L), Map.of("nats", 8L, "late", 7L)));

    @Test
    void processorTimeBetweenSamplesIsSharedOut() {
        assertThat(Usage.cpuBetween(SAMPLES, 1_500, 3_000)).containsEntry("nats", 2.5);
    }

    @Test
    void beforeTheFirstAndAfterTheLastSampleNothingIsMadeUp() {
        assertThat(Usage.cpuBetween(SAMPLES, 0, 9_000)).containsOnly(Map.entry("nats", 5.0), Map.entry("late", 1.0));
    }

    @Test
    void whatOneUsedThatEndedIsNotForgotten() {
        List<Usage> samples = List.of(
                new Usage(1_000, Map.of("load", 5.0), Map.of(), Map.of()),
                new Usage(2_000, Map.of("load", 6.0), Map.of(), Map.of()),
                new Usage(3_000, Map.of(), Map.of(), Map.of()),
                new Usage(4_000, Map.of(), Map.of(), Map.of()));

        assertThat(Usage.cpuBetween(samples, 1_500, 2_500)).containsExactly(Map.entry("load", 0.5));
        assertThat(Usage.cpuBetween(samples, 1_500, 4_000)).containsExactly(Map.entry("load", 0.5));
    }

    @Test
    void theMostMemoryOfAnySampleCounts() {
        assertThat(Usage.mostResident(SAMPLES)).containsOnly(Map.entry("nats", 30L));
    }

    @Test
    void whatSomeHadTogetherIsThatOfTheMomentWithTheMost() {
        assertThat(Usage.mostTogether(SAMPLES, List.of("nats", "late"))).isEqualTo(15);
        assertThat(Usage.mostTogether(SAMPLES, List.of("nats"))).isEqualTo(9);
    }

    @Test
    void sharesAreLookedForOnlyWhenAsked() throws Exception {
        Map<String, Long> us = Map.of("us", ProcessHandle.current().pid());

        Usage seen = ProcessTable.withShares(us);

        assertThat(seen.shareBytes().get("us")).isPositive();
        assertThat(ProcessTable.of(us).shareBytes()).isEmpty();
    }

    @Test
    void childrenCountWithTheirNearestNamedAncestorAlsoThoseThatEnded() {
        Map<Long, Stat> all = Map.of(
                1L, new Stat(1, 0, 900, 0),
                10L, new Stat(10, 1, 100, 50),
                11L, new Stat(11, 10, 200, 0),
                12L, new Stat(12, 11, 300, 0),
                20L, new Stat(20, 1, 400, 0));

        assertThat(ProcessTable.cpu(Map.of("postgresql", 10L, "nats", 20L, "gone", 99L), all))
                .containsOnly(Map.entry("postgresql", 6.5), Map.entry("nats", 4.0));
    }

    @Test
    void aLineOfProcIsReadWhateverTheProcessIsCalled() {
        assertThat(Stat.parse("42 (a ) b) S 7 42 42 0 -1 4194560 1 2 3 4 11 12 13 14 20 0 1 0 99\n"))
                .isEqualTo(new Stat(42, 7, 23, 27));
    }

    @Test
    void memoryIsReadFromTheStatus() {
        assertThat(ProcessTable.bytes("Name:\tjava\nVmHWM:\t  900 kB\nVmRSS:\t  512 kB\n", "VmRSS:"))
                .isEqualTo(524_288);
    }
}
