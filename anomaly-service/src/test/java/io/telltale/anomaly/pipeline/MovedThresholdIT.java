package io.telltale.anomaly.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import io.telltale.anomaly.pipeline.PipelineLab.Opened;
import io.telltale.events.ReadingBatch;
import io.telltale.testkit.NatsServer;
import io.telltale.testkit.RealServers;
import io.telltale.testkit.Timescale.Database;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;
import java.util.Random;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Two devices send the same readings; of the findings of one an operator said something. */
@ExtendWith(RealServers.class)
class MovedThresholdIT {

    private static final long T = PipelineLab.micros(PipelineLab.START);
    private static final int BATCH = 500;
    private static final String FINDINGS = """
            select ts, value, score, expected_low, expected_high, detector
            from anomalies join series using (series_id) where %s order by ts""";
    private static final String REASONS = "select reason from anomalies join series using (series_id) where %s";

    private PipelineLab lab;

    @BeforeEach
    void open(Database database, NatsServer nats) throws Exception {
        lab = new PipelineLab(database, nats);
        lab.reportScore(0.1);
    }

    @AfterEach
    void close() throws Exception {
        lab.close();
    }

    @Test
    void goesByWhatAnotherReplicaWasToldWhileItReads() throws Exception {
        Opened opened = lab.open();
        opened.thresholds().start();
        process(opened, 1, 8);
        String marked = sayOfTheMiddleFinding();
        Awaitility.await().untilAsserted(() -> assertThat(
                        lab.registry.get("anomaly.thresholds.moved").gauge().value())
                .isEqualTo(1));
        process(opened, 9, 16);

        reportsFrom(hundredthAbove(marked));
    }

    @Test
    void goesByWhatWasSaidBeforeItStarted() throws Exception {
        process(lab.open(), 1, 8);
        String marked = sayOfTheMiddleFinding();
        process(lab.open(), 9, 16);

        reportsFrom(hundredthAbove(marked));
    }

    /** Of the readings since, the marked device has just those findings of its twin that reach the threshold. */
    private void reportsFrom(String threshold) throws Exception {
        String since = "device = 'twin' and ts >= '2026-03-01T01:06:40Z'";
        List<String> reached = lab.query(FINDINGS.formatted(since + " and score >= " + threshold));
        List<String> withheld = lab.query(FINDINGS.formatted(since + " and score < " + threshold));

        assertThat(lab.query(FINDINGS.formatted(since.replace("twin", "marked"))))
                .isEqualTo(reached);
        assertThat(reached).isNotEmpty();
        assertThat(withheld).isNotEmpty();
        assertThat(lab.registry.counter("anomaly.findings.withheld").count()).isEqualTo(withheld.size());
        String remark = "; reported from " + threshold + " on since ";
        assertThat(lab.query(REASONS.formatted(since))).noneMatch(reason -> reason.contains(remark));
        assertThat(lab.query(REASONS.formatted(since.replace("twin", "marked"))))
                .allMatch(reason -> reason.contains(remark));
    }

    /** The same for both devices: noise, and now and then a reading that lies out of it by this or that. */
    private void process(Opened opened, int from, int to) throws Exception {
        for (int sequence = from; sequence <= to; sequence++) {
            ReadingBatch.Builder batch = lab.batch();
            Random random = new Random(sequence);
            for (int i = 0; i < BATCH; i++) {
                long micros = T + ((sequence - 1L) * BATCH + i) * 1_000_000;
                double value = 20 + random.nextGaussian() + (random.nextInt(100) == 0 ? random.nextInt(12) : 0);
                batch.add("default", "marked", "temperature", micros, value);
                batch.add("default", "twin", "temperature", micros, value);
            }
            opened.process(sequence, batch);
        }
    }

    /** As another replica does it: by a row. Gives the finding's score. */
    private String sayOfTheMiddleFinding() throws Exception {
        return lab.query("""
                with found as (
                    select a.* from anomalies a join series using (series_id) where device = 'marked' and score < 0.24
                )
                insert into feedback (series_id, ts, score, detector, verdict, said_by)
                select series_id, ts, score, detector, 'noise', 'ada' from found
                order by score offset (select count(*) / 2 from found) limit 1
                returning score""").getFirst();
    }

    private static String hundredthAbove(String score) {
        return new BigDecimal(score)
                .setScale(2, RoundingMode.FLOOR)
                .add(new BigDecimal("0.01"))
                .stripTrailingZeros()
                .toPlainString();
    }
}
