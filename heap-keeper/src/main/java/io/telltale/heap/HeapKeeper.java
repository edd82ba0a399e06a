package io.telltale.heap;

import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryNotificationInfo;
import java.lang.management.MemoryPoolMXBean;
import javax.management.NotificationEmitter;

/**
 * Has the serial collector look through its old generation when that has grown since the last time: by 8 MB, and where more than 16
 * are alive by twice the square root of that, so by 16 MB of 64 and by 25 of 150. What a heap may have beyond what lives in it
 * should grow with the root of that, since a look costs more, too (M. Kirisame, P. Shenoy, P. Panchekha: "Optimal heap limits for
 * reducing browser memory use", OOPSLA 2022, equation of the square root).
 *
 * <p>By itself it does so only when nothing more fits below {@code -Xmx}: a service that may take 512 MB for a hundred thousand
 * series takes them in time, with ten thousand too, and what is in them is mostly dead. Other collectors look by themselves and are
 * left alone. What is free then goes back to the machine when {@code -XX:MaxHeapFreeRatio} and {@code -XX:-ShrinkHeapInSteps} say
 * so.
 *
 * <p>Costs nothing in between: the JVM compares after its own collections, and tells it on a thread of its own. A look stops the
 * service for about a tenth of a second with 20 to 50 MB alive; at half of the greatest load that is once in minutes
 * (docs/performance.md).
 */
@ApplicationScoped
class HeapKeeper {

    private static final String OLD_GENERATION_OF_SERIAL = "Tenured Gen";

    private static final long MEGABYTE = 1024 * 1024;

    /** By so much it may grow in any case: a small heap is not looked through all the time. */
    private static final long LEAST_GROWTH = 8 * MEGABYTE;

    void watch(@Observes StartupEvent start) {
        for (MemoryPoolMXBean pool : ManagementFactory.getMemoryPoolMXBeans()) {
            if (pool.getName().equals(OLD_GENERATION_OF_SERIAL)) {
                keep(pool);
            }
        }
    }

    private static void keep(MemoryPoolMXBean old) {
        ((NotificationEmitter) ManagementFactory.getMemoryMXBean())
                .addNotificationListener(
                        (grown, pool) -> {
                            System.gc();
                            allowGrowth(old);
                        },
                        told -> told.getType().equals(MemoryNotificationInfo.MEMORY_THRESHOLD_EXCEEDED),
                        null);
        allowGrowth(old);
    }

    private static void allowGrowth(MemoryPoolMXBean old) {
        long used = old.getUsage().getUsed();
        old.setUsageThreshold(Math.min(old.getUsage().getMax(), used + growth(used)));
    }

    private static long growth(long alive) {
        return Math.max(LEAST_GROWTH, 2 * (long) Math.sqrt((double) alive * MEGABYTE));
    }
}
