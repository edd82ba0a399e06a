package io.telltale.anomaly.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.nats.client.KeyValue;
import io.telltale.anomaly.pipeline.PipelineLab.Opened;
import io.telltale.events.DeviceEntry;
import io.telltale.events.ProfileEntry;
import io.telltale.events.ProfileEntry.Detection;
import io.telltale.events.ProfileEntry.Metric;
import io.telltale.events.ReadingBatch;
import io.telltale.events.Streams;
import io.telltale.testkit.NatsServer;
import io.telltale.testkit.RealServers;
import io.telltale.testkit.Timescale.Database;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What profiles say of detection, from the registry's buckets to the findings. */
@ExtendWith(RealServers.class)
class PoliciesIT {

    private static final long T = PipelineLab.micros(PipelineLab.START);
    private static final int BATCH = 300;
    private static final String FOUND = "select detector, severity, score, value from anomalies order by ts";

    private PipelineLab lab;
    private KeyValue profiles;

    @BeforeEach
    void open(Database database, NatsServer nats) throws Exception {
        lab = new PipelineLab(database, nats);
        profiles = lab.nats.keyValue(Streams.PROFILES);
        device("pump-1", "pump");
    }

    @AfterEach
    void close() throws Exception {
        lab.close();
    }

    @Test
    void aValueBeyondTheLimitsOfTheSensorIsFoundFromItsVeryFirstReadingOn() throws Exception {
        profile("pump", new Detection(List.of(), -40.0, 85.0));
        Opened opened = lab.open();
        opened.process(1, reading(0, 120));
        opened.process(2, reading(1, 121));

        assertThat(lab.query("select detector, severity, score, expected_low, expected_high, reason from anomalies"))
                .containsExactly(
                        "limit critical 1 -40 85" + " 120 °C at 00:00, above the highest this sensor can measure, 85");
        assertThat(lab.query("select count(*) from readings")).containsExactly("2");
        assertThat(lab.registry
                        .counter("anomaly.findings.stored", "detector", "limit")
                        .count())
                .isEqualTo(1);
    }

    @Test
    void aChangeCountsFromTheNextReadingOn() throws Exception {
        Opened opened = lab.open();
        opened.process(1, reading(0, 120));
        assertThat(lab.query(FOUND)).isEmpty();

        profile("pump", new Detection(List.of(), null, 85.0));
        opened.process(2, reading(1, 120));
        assertThat(lab.query(FOUND)).containsExactly("limit critical 1 120");

        profile("default", Detection.STANDARD);
        device("pump-1", "default");
        opened.process(3, reading(2, 20));
        opened.process(4, reading(3_600, 120));
        assertThat(lab.query(FOUND)).hasSize(1);
    }

    @Test
    void aDetectorThatIsSwitchedOffFindsNothingUntilItIsOnAgain() throws Exception {
        profile("pump", new Detection(List.of("range-break"), null, null));
        Opened opened = lab.open();
        opened.process(1, noise(0));
        opened.process(2, reading(BATCH, 90));
        assertThat(lab.query("select count(*) from anomalies where detector = 'range-break'"))
                .containsExactly("0");

        profile("pump", Detection.STANDARD);
        opened.process(3, noise(BATCH + 1));
        opened.process(4, reading(2 * BATCH + 1, 400));
        assertThat(lab.query("select value from anomalies where detector = 'range-break'"))
                .containsExactly("400");
    }

    @Test
    void whatWasSetHoldsAfterARestartAlsoWhenTheBucketIsGone() throws Exception {
        profile("pump", new Detection(List.of("range-break", "jump"), null, 85.0));
        Opened killed = lab.open();
        killed.process(1, noise(0));
        long before = lab.fleet.version();
        profiles.delete(ProfileEntry.key("default", "pump"));
        heard(before);

        Opened next = lab.open();
        assertThat(next.after()).isZero();
        next.process(1, noise(0));
        next.process(2, reading(BATCH, 120));
        assertThat(lab.query(FOUND)).containsExactly("limit critical 1 120");
        assertThat(lab.query("select off, low, high, unit from series_policy join series using (series_id)"))
                .containsExactly("{range-break,jump} -Infinity 85 °C");
    }

    @Test
    void aChangeIsSavedBeforeItCountsSoThatReplayedReadingsAreJudgedAsTheyWere() throws Exception {
        Opened killed = lab.open();
        killed.process(1, noise(0));
        profile("pump", new Detection(List.of(), null, 22.0));
        killed.process(2, noise(BATCH));
        killed.process(3, reading(2 * BATCH, 30));
        List<String> found = lab.query(FOUND);
        assertThat(lab.query("select snapshot_sequence, last_sequence from shard_progress"))
                .containsExactly("1 3");

        profile("pump", Detection.STANDARD);
        Opened next = lab.open();
        assertThat(next.after()).isEqualTo(1);
        next.process(2, noise(BATCH));
        next.process(3, reading(2 * BATCH, 30));
        assertThat(lab.query("select high from series_policy")).containsExactly("22");
        assertThat(lab.query(FOUND)).isEqualTo(found);

        next.process(4, reading(2 * BATCH + 3_600, 23));
        assertThat(lab.query("select high from series_policy")).containsExactly("Infinity");
        assertThat(lab.query("select count(*) from anomalies where value = 23 and detector = 'limit'"))
                .containsExactly("0");
    }

    private ReadingBatch.Builder reading(long second, double value) {
        return lab.batch().add("default", "pump-1", "temperature", T + second * 1_000_000, value);
    }

    private ReadingBatch.Builder noise(long fromSecond) {
        Random random = new Random(fromSecond);
        ReadingBatch.Builder batch = lab.batch();
        for (int i = 0; i < BATCH; i++) {
            double value = 19 + random.nextInt(41) / 10.0;
            batch.add("default", "pump-1", "temperature", T + (fromSecond + i) * 1_000_000, value);
        }
        return batch;
    }

    private void profile(String name, Detection detection) throws Exception {
        long before = lab.fleet.version();
        Metric metric = new Metric(Optional.of("°C"), detection);
        profiles.put(
                ProfileEntry.key("default", name),
                new ProfileEntry("default", name, Map.of("temperature", metric)).toBytes());
        heard(before);
    }

    private void device(String name, String profile) throws Exception {
        long before = lab.fleet.version();
        DeviceEntry entry = new DeviceEntry(
                "default", name, true, List.of(), Optional.of(profile), Map.of(), false, Optional.empty());
        lab.nats.keyValue(Streams.DEVICES).put(entry.key(), entry.toBytes());
        heard(before);
    }

    private void heard(long before) {
        await().atMost(Duration.ofSeconds(20)).until(() -> lab.fleet.version() > before);
    }
}
