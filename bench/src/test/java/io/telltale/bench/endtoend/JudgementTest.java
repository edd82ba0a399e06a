package io.telltale.bench.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import io.telltale.bench.endtoend.LoadResult.Latency;
import io.telltale.bench.endtoend.LoadResult.Times;
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
                new Latency(0, 0, 0, 0, 0));

        assertThat(Judgement.of(10, load)).hasToString("no: LOST 2, DOUBLED 3, unanswered or refused 10");
    }

    @Test
    void whatIsSustainedCountsUntilTheLastReadingIsStored() {
        LoadResult load = Loads.load(60_000, 2_000);

        assertThat(load.sustained()).isEqualTo(50_000);
        assertThat(load.behindSeconds()).isEqualTo(2);
    }
}
