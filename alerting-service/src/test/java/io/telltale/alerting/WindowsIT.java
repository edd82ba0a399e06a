package io.telltale.alerting;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.telltale.alerting.rule.Aggregation;
import io.telltale.alerting.rule.Condition;
import io.telltale.alerting.rule.Limits;
import io.telltale.alerting.rule.Operator;
import io.telltale.testkit.NatsServer;
import io.telltale.testkit.Timescale;
import io.telltale.testkit.WebhookReceiver;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.OptionalDouble;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Rules over a window of time, on real servers, through restarts. */
class WindowsIT {

    /** As a crash leaves it that came before anything was saved of what rules remember. */
    private static final String NOTHING_SAVED = "delete from series_memory; update shard_progress set rebuild_from = 0";

    private final Instant t0 = Instant.now().truncatedTo(ChronoUnit.MICROS);
    private Stage stage;
    private WebhookReceiver receiver;

    @BeforeEach
    void open() {
        stage = new Stage(NatsServer.shared(), Timescale.shared()).set("intake.checkpoint", "PT0.1S");
        receiver = new WebhookReceiver();
        stage.endpoint(receiver.url());
    }

    @AfterEach
    void close() throws Exception {
        stage.close();
        receiver.close();
    }

    @Test
    void anAverageGoesOnThroughRestartsAndIsToldOnce() throws Exception {
        Alerting one = stage.aloneReplica("one");
        assertThat(one.rules()
                        .add(SampleRules.rule(
                                new Condition.Aggregate(
                                        Aggregation.AVG,
                                        Duration.ofSeconds(10),
                                        Limits.of(Operator.ABOVE, 30, OptionalDouble.empty())),
                                Duration.ZERO)))
                .isPresent();
        stage.reading("pump-7", t0, 90);
        stage.settled();
        await().atMost(Stage.PATIENCE).until(() -> stage.count("select count(*) from series_memory") == 1);
        stage.reading("pump-7", t0.plusSeconds(5), 20);
        stage.settled();
        stage.stop(one);
        assertThat(stage.count("select max(last_sequence - rebuild_from) from shard_progress"))
                .isZero();

        Alerting two = stage.aloneReplica("two");
        stage.reading("pump-7", t0.plusSeconds(10), 50);
        await().atMost(Stage.PATIENCE).until(() -> receiver.hooks().size() == 1);
        assertThat(receiver.hooks().getFirst().alert().path("value").asDouble()).isEqualTo(35);
        stage.settled();
        stage.stop(two);
        stage.execute(NOTHING_SAVED);

        Alerting three = stage.aloneReplica("three");
        stage.reading("pump-7", t0.plusSeconds(12), 50);
        stage.settled();
        stage.stop(three);
        stage.execute(NOTHING_SAVED);

        stage.aloneReplica("four");
        stage.reading("pump-7", t0.plusSeconds(15), -40);
        await().atMost(Stage.PATIENCE).until(() -> receiver.hooks().size() == 2);
        assertThat(receiver.hooks().getLast().alert().path("value").asDouble()).isEqualTo(20);
        stage.settled();
        assertThat(receiver.types()).isEqualTo(List.of("alert.firing", "alert.resolved"));
        assertThat(stage.alerts()).isEqualTo(List.of("pump-7 resolved"));
    }
}
