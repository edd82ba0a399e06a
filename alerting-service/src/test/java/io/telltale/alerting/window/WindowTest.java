package io.telltale.alerting.window;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.telltale.alerting.rule.Aggregation;
import io.telltale.alerting.rule.Condition;
import io.telltale.alerting.rule.Limits;
import io.telltale.alerting.rule.Operator;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.time.Duration;
import java.util.Arrays;
import java.util.OptionalDouble;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** What windows keep and what they come to. */
class WindowTest {

    private static final long SECOND = 1_000_000;
    private static final long T0 = 1_780_000_000 * SECOND;

    @Test
    void eachAggregateIsWhatItsNameSays() {
        assertThat(result(Aggregation.AVG)).isEqualTo(5);
        assertThat(result(Aggregation.MIN)).isEqualTo(2);
        assertThat(result(Aggregation.MAX)).isEqualTo(9);
        assertThat(result(Aggregation.P95)).isEqualTo(9);
        assertThat(result(Aggregation.COUNT)).isEqualTo(8);
        assertThat(result(Aggregation.STDDEV)).isEqualTo(2, within(1e-12));
        assertThat(result(Aggregation.SUM)).isEqualTo(40);
    }

    /** What 2, 4, 4, 4, 5, 5, 7, 9 come to, after a 100 that has just left. */
    private static double result(Aggregation function) {
        Recollection window = window(function, 10);
        window.fold(T0, 100);
        double[] values = {2, 4, 4, 4, 5, 5, 7, 9};
        for (int i = 0; i < values.length; i++) {
            window.fold(T0 + (3 + i) * SECOND, values[i]);
        }
        return window.result();
    }

    @Test
    void aReadingExactlyOneLengthAgoHasLeft() {
        Recollection window = window(Aggregation.COUNT, 10);
        window.fold(T0, 1);
        window.fold(T0 + SECOND, 1);
        window.fold(T0 + 10 * SECOND, 1);
        assertThat(window.result()).isEqualTo(2);
    }

    @Test
    void aGapEmptiesTheWindow() {
        for (Aggregation function : new Aggregation[] {Aggregation.COUNT, Aggregation.MAX}) {
            Recollection window = window(function, 10);
            for (int i = 0; i < 9; i++) {
                window.fold(T0 + i * SECOND, 7);
            }
            window.fold(T0 + 100 * SECOND, 1);
            assertThat(window.result()).isEqualTo(1);
            assertThat(window.cells()).isOne();
        }
    }

    @Test
    void isExactAsLongAsNoTwoReadingsShareACell() {
        Random random = new Random(7);
        for (Aggregation function : Aggregation.values()) {
            Recollection window = window(function, 100);
            double[] values = random.doubles(1000, -50, 50).toArray();
            for (int i = 0; i < values.length; i++) {
                window.fold(T0 + i * SECOND, values[i]);
                if (i > 100) {
                    double[] last = Arrays.copyOfRange(values, i - 99, i + 1);
                    assertThat(window.result()).as(function.wire()).isEqualTo(naive(function, last), within(1e-9));
                }
            }
        }
    }

    @Test
    void ofMoreReadingsThanCellsItIsAccurateToACell() {
        Random random = new Random(8);
        for (Aggregation function : Aggregation.values()) {
            Recollection window = window(function, 100);
            double[] values = random.doubles(40_000, 0, 50).toArray();
            for (int i = 0; i < values.length; i++) {
                window.fold(T0 + i * SECOND / 100, values[i]);
                assertThat(window.cells()).isLessThanOrEqualTo(Window.MAX_CELLS);
            }
            double[] last = Arrays.copyOfRange(values, values.length - 10_000, values.length);
            double exact = naive(function, last);
            assertThat(window.result()).as(function.wire()).isEqualTo(exact, within(0.02 * Math.abs(exact) + 0.01));
        }
    }

    @Test
    void largeValuesThatLieCloseKeepTheirSpread() {
        Recollection window = window(Aggregation.STDDEV, 10);
        for (int i = 0; i <= 100; i++) {
            window.fold(T0 + i * SECOND / 10, 1e9 + i % 2);
        }
        assertThat(window.result()).isEqualTo(0.5, within(1e-6));
    }

    @Test
    void whatIsWrittenGoesOnAsIfNothingHadHappened() throws IOException {
        Random random = new Random(9);
        for (Condition.OfSeries condition : new Condition.OfSeries[] {
            aggregate(Aggregation.P95, 60),
            new Condition.Rate(limits(), Duration.ofMinutes(1), Duration.ofSeconds(60)),
            new Condition.Threshold(limits())
        }) {
            Recollection straight = Recollection.of(condition);
            Recollection restarted = Recollection.of(condition);
            long time = T0;
            for (int i = 0; i < 500; i++) {
                time += random.nextLong(3 * SECOND);
                double value = random.nextDouble();
                straight.fold(time, value);
                restarted.fold(time, value);
                restarted = copy(condition, restarted);
                assertThat(restarted.fold(time, 99)).isFalse();
                assertThat(Double.compare(restarted.result(), straight.result()))
                        .isZero();
            }
        }
    }

    private static Recollection copy(Condition.OfSeries condition, Recollection from) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        from.write(new DataOutputStream(bytes));
        assertThat(bytes.size()).isLessThanOrEqualTo(Window.MAX_CELLS * Window.CELL_BYTES + 32);
        Recollection to = Recollection.of(condition);
        to.read(new DataInputStream(new ByteArrayInputStream(bytes.toByteArray())));
        return to;
    }

    private static double naive(Aggregation function, double[] values) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        double mean = Arrays.stream(values).average().orElseThrow();
        return switch (function) {
            case AVG -> mean;
            case MIN -> sorted[0];
            case MAX -> sorted[sorted.length - 1];
            case P95 -> sorted[(int) Math.ceil(0.95 * sorted.length) - 1];
            case COUNT -> values.length;
            case SUM -> Arrays.stream(values).sum();
            case STDDEV ->
                Math.sqrt(Arrays.stream(values)
                        .map(v -> (v - mean) * (v - mean))
                        .average()
                        .orElseThrow());
        };
    }

    private static Recollection window(Aggregation function, long seconds) {
        return Recollection.of(aggregate(function, seconds));
    }

    private static Condition.Aggregate aggregate(Aggregation function, long seconds) {
        return new Condition.Aggregate(function, Duration.ofSeconds(seconds), limits());
    }

    private static Limits limits() {
        return Limits.of(Operator.ABOVE, 30, OptionalDouble.empty());
    }
}
