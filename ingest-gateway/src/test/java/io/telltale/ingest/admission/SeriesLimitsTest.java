package io.telltale.ingest.admission;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import org.junit.jupiter.api.Test;

class SeriesLimitsTest {

    private static final long DAY = 86_400_000_000L;

    private final SeriesLimits limits = new SeriesLimits(new SeriesLimits.Bounds(3, 5, DAY / 1_000));

    private Optional<Reason> count(String tenant, String device, String metric, long now) {
        return limits.count(new DeviceId(tenant, device), metric, now).map(Refusal::reason);
    }

    private Optional<Reason> count(String device, String metric) {
        return count("t", device, metric, 0);
    }

    @Test
    void takesAsManyNamesOfADeviceAsItMayHaveAndThoseEverAgain() {
        assertThat(count("a", "1")).isEmpty();
        assertThat(count("a", "2")).isEmpty();
        assertThat(count("a", "3")).isEmpty();
        assertThat(count("a", "4")).contains(Reason.TOO_MANY_METRICS);
        assertThat(count("a", "1")).isEmpty();
        assertThat(count("a", "5")).contains(Reason.TOO_MANY_METRICS);
    }

    @Test
    void takesAsManySeriesOfATenantAsItMayHaveWhateverItsDevices() {
        count("a", "1");
        count("a", "2");
        count("a", "3");
        count("b", "1");
        count("b", "2");
        assertThat(count("b", "3")).contains(Reason.TOO_MANY_SERIES);
        assertThat(count("c", "1")).contains(Reason.TOO_MANY_SERIES);
        assertThat(count("b", "2")).isEmpty();
        assertThat(count("other", "c", "1", 0)).isEmpty();
    }

    @Test
    void countsADeviceAnewAfterATime() {
        count("a", "1");
        count("a", "2");
        count("a", "3");
        assertThat(count("t", "a", "4", DAY - 1)).contains(Reason.TOO_MANY_METRICS);
        assertThat(count("t", "a", "4", DAY)).isEmpty();
        assertThat(count("t", "a", "5", DAY)).isEmpty();
    }

    @Test
    void aNameThatWasKnownBeforeCountsAmongTheNewOnes() {
        count("a", "1");
        count("a", "2");
        assertThat(count("t", "a", "1", DAY)).isEmpty();
        assertThat(count("t", "a", "4", DAY)).isEmpty();
        assertThat(count("t", "a", "5", DAY)).isEmpty();
        assertThat(count("t", "a", "6", DAY)).contains(Reason.TOO_MANY_METRICS);
    }

    @Test
    void forgetsDevicesThatAreGoneWhenTheTenantIsFull() {
        count("a", "1");
        count("a", "2");
        count("a", "3");
        count("t", "b", "1", DAY / 2);
        count("t", "b", "2", DAY / 2);
        assertThat(count("t", "c", "1", DAY / 2)).contains(Reason.TOO_MANY_SERIES);
        assertThat(count("t", "c", "1", DAY)).isEmpty();
    }

    @Test
    void agreesWithASetOverAnyNames() {
        SeriesLimits wide = new SeriesLimits(new SeriesLimits.Bounds(200, 1_000_000, DAY / 1_000));
        RandomGenerator random = RandomGeneratorFactory.of("L64X128MixRandom").create(7);
        Set<String> known = new HashSet<>();
        for (int i = 0; i < 20_000; i++) {
            String name = "m" + random.nextInt(1_000);
            boolean expected = known.contains(name) || known.size() < 200;
            if (expected) {
                known.add(name);
            }
            assertThat(wide.count(AdmissionFixture.PUMP, name, 0).isEmpty()).isEqualTo(expected);
        }
        assertThat(known).hasSize(200);
    }
}
