package io.telltale.anomaly.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import io.telltale.anomaly.detect.Assessment;
import io.telltale.anomaly.detect.Policy;
import io.telltale.events.SeriesKey;
import java.lang.management.ManagementFactory;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** What a profile says costs no allocation either; exact, because the JVM counts what a thread allocates. */
class SeriesFootprintTest {

    private static final int READINGS = 20_000;

    private final ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    private final Assessment assessment = new Assessment();

    @Test
    void judgingAllocatesNothingWithDetectorsOffAndValuesBeyondTheLimits() {
        double[] values = new Random(1).doubles(READINGS, 10, 30).toArray();
        Policy policy = new Policy(Policy.bits(List.of("jump", "drift")), 12, 28, "°C");
        Series series = Series.create(1, new SeriesKey("default", "pump-1", "temperature"), policy);
        int before = judge(series, values, 0);
        long allocatedBefore = threads.getCurrentThreadAllocatedBytes();
        int beyond = judge(series, values, READINGS);
        long allocated = threads.getCurrentThreadAllocatedBytes() - allocatedBefore;

        assertThat(allocated).isLessThan(READINGS);
        assertThat(before).as("the profile counts").isEqualTo(1);
        assertThat(beyond).as("it never calms down").isZero();
    }

    private int judge(Series series, double[] values, int from) {
        int limits = 0;
        for (int i = 0; i < values.length; i++) {
            series.judge((from + i) * 1_000_000L, values[i], assessment);
            limits += assessment.score() == 1 ? 1 : 0;
        }
        return limits;
    }
}
