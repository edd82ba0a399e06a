package io.telltale.anomaly.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import io.telltale.anomaly.pipeline.PipelineLab.Opened;
import io.telltale.events.ReadingBatch;
import io.telltale.testkit.NatsServer;
import io.telltale.testkit.RealServers;
import io.telltale.testkit.Timescale.Database;
import java.util.List;
import java.util.Random;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Two devices send the same readings; of one finding of each metric of the first an operator says that it is noise. */
@ExtendWith(RealServers.class)
class MovedThresholdIT {

    private static final long T = PipelineLab.micros(PipelineLab.START);
    private static final int BATCH = 500;
    private static final int METRICS = 6;

    /** The findings of a device since the verdicts, beside the threshold to which these lead. */
    private static final String SINCE = """
            with led as (
                select metric, trim_scale(trunc(score::numeric, 2) + 0.01) as threshold
                from feedback join series using (series_id)
            )
            select metric, ts, value, score, expected_low, expected_high, detector
            from anomalies a join series using (series_id) join led using (metric)
            where ts >= '2026-03-01 01:06:40Z' and device = '%s' and %s order by metric, ts""";

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
        int marked = sayOfAFindingOfEachMetric();
        Awaitility.await().untilAsserted(() -> assertThat(
                        lab.registry.get("anomaly.thresholds.moved").gauge().value())
                .isEqualTo(marked));
        process(opened, 9, 16);

        reportsWhatReachesTheThresholds();
    }

    @Test
    void goesByWhatWasSaidBeforeItStarted() throws Exception {
        process(lab.open(), 1, 8);
        sayOfAFindingOfEachMetric();
        process(lab.open(), 1, 16);

        reportsWhatReachesTheThresholds();
    }

    /** The marked device has just those findings of its twin that reach the threshold, with the same scores. */
    private void reportsWhatReachesTheThresholds() throws Exception {
        List<String> reached = lab.query(SINCE.formatted("twin", "score >= threshold"));
        List<String> withheld = lab.query(SINCE.formatted("twin", "score < threshold"));

        assertThat(lab.query(SINCE.formatted("marked", "true"))).isEqualTo(reached);
        assertThat(reached).isNotEmpty();
        assertThat(withheld).isNotEmpty();
        assertThat(lab.registry.counter("anomaly.findings.withheld").count()).isEqualTo(withheld.size());
        String remark = "reason like '%; reported from ' || threshold || ' on since %'";
        assertThat(lab.query(SINCE.formatted("marked", remark))).isEqualTo(reached);
        assertThat(lab.query(SINCE.formatted("twin", "reason like '%reported from%'")))
                .isEmpty();
    }

    /** The same for both devices: noise, and a reading far out of it now and then; one metric after the other gets stuck. */
    private void process(Opened opened, int from, int to) throws Exception {
        for (int sequence = from; sequence <= to; sequence++) {
            ReadingBatch.Builder batch = lab.batch();
            Random random = new Random(sequence);
            for (int i = 0; i < BATCH * METRICS; i++) {
                int second = i / METRICS;
                int metric = i % METRICS;
                boolean stuck = sequence > 8 && sequence % METRICS == metric && second >= 100 && second < 220;
                double out = random.nextInt(200) == 0 ? random.nextInt(12) : 0;
                double value = 20 + (stuck ? 0 : random.nextGaussian() + out);
                long micros = T + ((sequence - 1L) * BATCH + second) * 1_000_000;
                batch.add("default", "marked", "metric-" + metric, micros, value);
                batch.add("default", "twin", "metric-" + metric, micros, value);
            }
            opened.process(sequence, batch);
        }
    }

    /** As another replica does it: by rows, all at once. Gives how many. */
    private int sayOfAFindingOfEachMetric() throws Exception {
        return lab.query("""
                insert into feedback (series_id, ts, score, detector, verdict, said_by)
                select series_id, min(ts), 0.2, 'jump', 'noise', 'ada'
                from anomalies join series using (series_id) where device = 'marked' group by series_id
                returning id""").size();
    }
}
