package io.telltale.bench.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import io.telltale.bench.endtoend.LoadResult.Latency;
import io.telltale.bench.endtoend.LoadResult.Times;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

class JudgementTest {

    @Test
    void aRateIsHeldWhenAllOfItIsStoredAsSoonAsItIsAcknowledged() {
        assertThat(Judgement.of(50_000, Loads.load(49_500, 1_000))).hasToString("yes");
    }

    @Test
    void whoPublishesLessThanWasAskedDoesNotHoldIt() {
        assertThat(Judgement.of(50_000, Loads.load(48_900, 0))).hasToString("no: slower than asked");
    }

    @Test
    void aStoreThatIsBehindHasABacklog() {
        assertThat(Judgement.of(50_000, Loads.load(50_000, 1_001))).hasToString("no: backlog grew");
    }

    @Test
    void aStoreWhoseReadingsGetOlderHasABacklogThatGrew() {
        LoadResult load = Loads.load(10_000, List.of(9_000.0, 8_000.0, 7_000.0, 100.0, 0.0, 0.0, 0.0, 0.0, 0.0, 601.0));

        assertThat(load.backlogAfterWarmUp()).isEqualTo(1_000);
        assertThat(load.backlogAtTheEnd()).isEqualTo(6_010);
        assertThat(Judgement.of(10_000, load)).hasToString("no: backlog grew");
    }

    @Test
    void lostDoubledAndUnansweredReadingsAreCounted() {
        LoadResult load = new LoadResult(
                100,
                90,
                4,
                6,
                90,
                2,
                3,
                10,
                new Times(0, 10, 10),
                new Latency(0, 0, 0, 0, 0),
                new Latency(0, 0, 0, 0, 0),
                Collections.nCopies(10, 50.0));

        assertThat(Judgement.of(10, load)).hasToString("no: LOST 2, DOUBLED 3, unanswered or refused 10");
    }

    @Test
    void whatIsSustainedCountsUntilTheLastReadingIsStored() {
        LoadResult load = Loads.load(60_000, 2_000);

        assertThat(load.sustained()).isEqualTo(50_000);
        assertThat(load.behindSeconds()).isEqualTo(2);
    }
}
