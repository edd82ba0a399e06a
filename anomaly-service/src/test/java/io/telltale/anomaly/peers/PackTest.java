package io.telltale.anomaly.peers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.telltale.anomaly.peers.PackWorld.Straying;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

class PackTest {

    private static final int DEVICES = 12;
    private static final int LEARNED = PackWorld.DAY;
    private static final int HOURS = 240;

    /** A departure and the window it was told of in. */
    private record Told(long window, Departure departure) {}

    @Test
    void findsTheDeviceThatLeavesAlthoughItsValuesAreOrdinary() {
        List<Told> told = run(1, straight(), (window, levels) -> moved(window, levels, 3, 2));

        assertThat(told).hasSize(1);
        Departure found = told.getFirst().departure();
        assertThat(told.getFirst().window()).isEqualTo(LEARNED + 1L);
        assertThat(found.series()).isEqualTo(3);
        assertThat(found.siblings()).isEqualTo(DEVICES - 1);
        assertThat(found.score()).isBetween(0.5, 1.0);
        assertThat(found.gap() - found.usualGap()).isCloseTo(2, within(0.6));
        assertThat(found.level()).isGreaterThan(found.high());
        assertThat(found.high() - found.low()).isCloseTo(2 * found.within(), within(1e-9));
    }

    @Test
    void findsNothingWhenTheWholePackMoves() {
        assertThat(run(
                        2,
                        straight(),
                        (window, levels) -> window < LEARNED
                                ? levels
                                : levels.stream()
                                        .map(l -> new Level(l.series(), l.value() + 50))
                                        .toList()))
                .isEmpty();
    }

    @Test
    void findsNothingWhenOneFollowsAWindowLate() {
        assertThat(run(2, straight(), (window, levels) -> levels.stream()
                        .map(l -> new Level(
                                l.series(),
                                l.value() + (window > LEARNED || window == LEARNED && l.series() > 0 ? 9 : 0)))
                        .toList()))
                .isEmpty();
    }

    @Test
    void findsNothingWhenThePackFansOut() {
        assertThat(run(
                        3,
                        straight(),
                        (window, levels) -> window < LEARNED
                                ? levels
                                : levels.stream()
                                        .map(l -> new Level(
                                                l.series(), l.value() + (l.series() - 5.5) * (window - LEARNED) / 20))
                                        .toList()))
                .isEmpty();
    }

    @Test
    void findsNothingInASiblingThatIsMissingAndComesBack() {
        assertThat(run(
                        4,
                        straight(),
                        (window, levels) -> window >= LEARNED && window < LEARNED + 100
                                ? levels.stream().filter(l -> l.series() != 3).toList()
                                : levels))
                .isEmpty();
    }

    @Test
    void findsNothingInASingleOddWindow() {
        assertThat(run(5, straight(), (window, levels) -> window == LEARNED ? moved(window, levels, 3, 500) : levels))
                .isEmpty();
    }

    @Test
    void findsNothingInADeviceThatHasAlwaysStoodApart() {
        assertThat(run(6, straight(), (window, levels) -> moved(LEARNED, levels, 3, 40)))
                .isEmpty();
    }

    @Test
    void judgesNobodyWhoHasFewerThanFiveSiblings() {
        UnaryOperator<List<Level>> five = levels -> levels.subList(0, 5);
        UnaryOperator<List<Level>> six = levels -> levels.subList(0, 6);

        assertThat(run(7, straight(), (window, levels) -> moved(window, five.apply(levels), 3, 9)))
                .isEmpty();
        assertThat(run(7, straight(), (window, levels) -> moved(window, six.apply(levels), 3, 9)))
                .isNotEmpty();
    }

    @Test
    void isNotDisturbedByTheLastDigitOfAFlatPack() {
        Pack pack = new Pack();
        for (long window = 0; window < LEARNED; window++) {
            assertThat(pack.observe(window, flat(20, 20), s -> 0.5)).isEmpty();
        }
        for (long window = LEARNED; window < LEARNED + HOURS; window++) {
            assertThat(pack.observe(window, flat(20, 20.1), s -> 0.5)).isEmpty();
        }
        List<Departure> gone = new ArrayList<>();
        for (long window = LEARNED + HOURS; window < LEARNED + 2 * HOURS; window++) {
            gone.addAll(pack.observe(window, flat(20, 22), s -> 0.5));
        }
        assertThat(gone).hasSize(1);
    }

    @Test
    void tellsAgainOfWhoHasComeBackAndLeavesAnew() {
        List<Told> told = run(
                8,
                straight(),
                (window, levels) -> (window - LEARNED) / 60 % 2 == 0 ? moved(window, levels, 3, 2) : levels);

        assertThat(told).extracting(Told::window).containsExactly(LEARNED + 1L, LEARNED + 121L);
    }

    @Test
    void scoresTheSameInEveryUnit() {
        List<Told> celsius = run(9, straight(), (window, levels) -> moved(window, levels, 3, 2));
        for (double factor : new double[] {1.8, -1, 1e-6, 1e9}) {
            for (double shift : new double[] {0, 32, -15, 273.15}) {
                List<Told> other = run(9, straight(), (window, levels) -> moved(window, levels, 3, 2).stream()
                        .map(l -> new Level(l.series(), (l.value() + shift) * factor))
                        .toList());
                assertThat(other).hasSameSizeAs(celsius);
                Departure expected = celsius.getFirst().departure();
                Departure found = other.getFirst().departure();
                assertThat(other.getFirst().window())
                        .isEqualTo(celsius.getFirst().window());
                assertThat(found.score()).isCloseTo(expected.score(), within(2e-3));
                assertThat(found.gap()).isCloseTo(expected.gap() * factor, within(Math.abs(1e-6 * factor)));
            }
        }
    }

    @Test
    void goesOnTheSameAfterASaveAndLoadAtAnyWindow() {
        Random random = new Random(10);
        for (Straying straying : Straying.values()) {
            List<Told> saved =
                    run(11, straying, pack -> random.nextInt(50) == 0 ? Pack.of(pack.toBytes()) : pack, away());

            assertThat(saved).isEqualTo(run(11, straying, straight(), away()));
        }
        assertThat(run(11, Straying.STEADY, straight(), away())).isNotEmpty();
    }

    @Test
    void judgesANewcomerByHowItsSiblingsBehave() {
        PackWorld world = new PackWorld(12, DEVICES + 1, Straying.DOOR);
        Pack pack = new Pack();
        int newcomer = DEVICES;
        List<Departure> found = new ArrayList<>();
        for (long window = 0; window < 4 * PackWorld.DAY; window++) {
            boolean there = window >= 3 * PackWorld.DAY;
            List<Level> levels = world.next(window).stream()
                    .filter(l -> there || l.series() != newcomer)
                    .toList();
            found.addAll(pack.observe(window, levels, s -> 0.5).stream()
                    .filter(d -> d.series() == newcomer)
                    .toList());
        }
        assertThat(found).isEmpty();
    }

    @Test
    void passesOverWindowsThatItWasGivenBefore() {
        Pack pack = new Pack();
        pack.observe(7, flat(20, 20), s -> 0.5);
        byte[] before = pack.toBytes();
        pack.observe(7, flat(20, 99), s -> 0.5);
        pack.observe(6, flat(20, 99), s -> 0.5);

        assertThat(pack.toBytes()).isEqualTo(before);
    }

    @Test
    void forgetsWhoWasNotSeenForAWeek() {
        Pack pack = new Pack();
        pack.observe(0, flat(20, 20), s -> 0.5);
        List<Level> six = flat(20, 20).subList(0, 6);
        pack.observe(7 * PackWorld.DAY, six, s -> 0.5);
        assertThat(pack.size()).isEqualTo(DEVICES);
        int before = pack.toBytes().length;
        pack.observe(7 * PackWorld.DAY + 1, six, s -> 0.5);
        assertThat(pack.size()).isEqualTo(6);
        assertThat(before - pack.toBytes().length).isEqualTo((DEVICES - 6) * 84);
    }

    @Test
    void beginsAnewFromAStateOfAnotherVersionOrLength() {
        Pack pack = new Pack();
        pack.observe(7, flat(20, 20), s -> 0.5);
        byte[] state = pack.toBytes();
        byte[] older = state.clone();
        older[0] = 99;

        assertThat(Pack.of(state).size()).isEqualTo(DEVICES);
        assertThat(Pack.of(older).size()).isZero();
        assertThat(Pack.of(new byte[0]).size()).isZero();
        assertThat(Pack.of(java.util.Arrays.copyOf(state, state.length - 1)).size())
                .isZero();
    }

    private static Change away() {
        return (window, levels) -> moved(window, levels, 3, 3);
    }

    private static UnaryOperator<Pack> straight() {
        return pack -> pack;
    }

    private static List<Level> moved(long window, List<Level> levels, int series, double by) {
        return levels.stream()
                .map(l -> new Level(l.series(), l.value() + (window >= LEARNED && l.series() == series ? by : 0)))
                .toList();
    }

    private static List<Level> flat(double all, double third) {
        List<Level> levels = new ArrayList<>();
        for (int i = 0; i < DEVICES; i++) {
            levels.add(new Level(i, i == 3 ? third : all));
        }
        return levels;
    }

    private interface Change {
        List<Level> of(long window, List<Level> levels);
    }

    private static List<Told> run(long seed, UnaryOperator<Pack> between, Change change) {
        return run(seed, Straying.STEADY, between, change);
    }

    private static List<Told> run(long seed, Straying straying, UnaryOperator<Pack> between, Change change) {
        PackWorld world = new PackWorld(seed, DEVICES, straying);
        List<Told> told = new ArrayList<>();
        Pack pack = new Pack();
        for (long window = 0; window < LEARNED + HOURS; window++) {
            long now = window;
            pack = between.apply(pack);
            pack.observe(window, change.of(window, world.next(window)), s -> 0.5)
                    .forEach(d -> told.add(new Told(now, d)));
        }
        return told;
    }
}
