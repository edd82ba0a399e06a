package io.telltale.anomaly.detect;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Bytes, exact because the JVM counts what a thread allocates; nanoseconds are for JMH ({@code bench}). */
class DetectionFootprintTest {

    private static final int SERIES = 1000;
    private static final int READINGS = 20_000;

    private final ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    private final Assessment assessment = new Assessment();
    private final SeriesDetector[] detectors = new SeriesDetector[SERIES];

    @Test
    void aHundredThousandSeriesFitIntoAHundredMegabytes() {
        allocatedByMaking();
        assertThat(allocatedByMaking() / SERIES).isLessThanOrEqualTo(1000);
        assertThat(SeriesDetector.BYTES).isLessThanOrEqualTo(1024);
    }

    @Test
    void aReadingAllocatesNothing() {
        double[] values = new Random(1).doubles(READINGS, 10, 30).toArray();
        SeriesDetector detector = new SeriesDetector();
        score(detector, values, 0);
        long before = threads.getCurrentThreadAllocatedBytes();
        score(detector, values, READINGS);
        long allocated = threads.getCurrentThreadAllocatedBytes() - before;
        assertThat(allocated).isLessThan(READINGS);
    }

    private long allocatedByMaking() {
        long before = threads.getCurrentThreadAllocatedBytes();
        for (int i = 0; i < SERIES; i++) {
            detectors[i] = new SeriesDetector();
        }
        return threads.getCurrentThreadAllocatedBytes() - before;
    }

    private void score(SeriesDetector detector, double[] values, int from) {
        for (int i = 0; i < values.length; i++) {
            detector.observe((from + i) * 60_000_000L, values[i], assessment);
        }
    }
}
