package io.telltale.alerting;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.telltale.testkit.ServiceProcess;
import io.telltale.testkit.WebhookReceiver.Answer;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Replicas are killed and frozen in the middle of a stream of crossings, and servers under them. */
class KilledIT {

    private static final int DEVICES = 4;
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    /** A server that is back is used again within this; on a machine that has nothing else to do in half of it. */
    private static final Duration RECOVERS = Duration.ofSeconds(20);

    @Test
    void eachCrossingIsToldOnceAndItsEndOnceWhoeverDies() throws Exception {
        try (Site site = new Site()) {
            ServiceProcess one = site.replica().awaitReady();
            // Before the other replica begins, which would judge without it until it has heard of it.
            site.rule(one);
            ServiceProcess two = site.replica().awaitReady();
            site.receiver.answering(attempt -> attempt % 3 == 0 ? Answer.status(503) : Answer.OK);
            AtomicInteger crossings = new AtomicInteger();
            ScheduledExecutorService stream = Executors.newSingleThreadScheduledExecutor();
            ScheduledFuture<?> published = stream.scheduleAtFixedRate(
                    () -> {
                        site.readings(DEVICES, 35);
                        site.readings(DEVICES, 20);
                        crossings.incrementAndGet();
                    },
                    0,
                    200,
                    TimeUnit.MILLISECONDS);

            await().atMost(PATIENCE).until(() -> site.receiver.hooks().size() > 20);
            one.kill();
            one.restart();
            one.awaitReady();
            two.kill();
            grows(site);
            two.restart();
            two.awaitReady();
            one.freeze();
            grows(site);
            one.thaw();
            grows(site);
            assertThat(published.isDone()).as("a reading was refused").isFalse();
            stream.close();

            Map<String, Long> perDevice = IntStream.range(0, DEVICES)
                    .boxed()
                    .collect(Collectors.toMap(i -> "pump-" + i, i -> (long) crossings.get()));
            await().atMost(PATIENCE)
                    .untilAsserted(() -> assertThat(site.alerts()).isEqualTo(perDevice));
            int notices = 2 * DEVICES * crossings.get();
            await().atMost(PATIENCE).untilAsserted(() -> assertThat(site.told()).hasSize(notices));
            assertThat(site.told().values()).allSatisfy(ids -> assertThat(ids).hasSize(1));
            assertThat(site.open()).isZero();
            long each = (long) DEVICES * crossings.get();
            await().atMost(PATIENCE).untilAsserted(() -> assertThat(site.events())
                    .isEqualTo(Map.of("alert.default.firing", each, "alert.default.resolved", each)));
        }
    }

    @Test
    void serversThatHangOrDieAreSaidToAndUsedAgainWhenTheyAreBack() throws Exception {
        try (Site site = new Site()) {
            ServiceProcess service = site.replica().awaitReady();
            site.rule(service);
            works(site, service, "a start");

            site.timescale.freeze();
            long began = System.nanoTime();
            Optional<HttpResponse<String>> refused = service.get("/api/alerts");
            assertThat(refused.map(HttpResponse::statusCode)).contains(503);
            assertThat(Site.status(refused.orElseThrow().body())).isEqualTo(503);
            assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(Duration.ofSeconds(15));
            System.out.println("frozen database: refused after " + Duration.ofNanos(System.nanoTime() - began));
            await().atMost(RECOVERS).until(() -> !service.ready());
            System.out.println("frozen database: red after " + Duration.ofNanos(System.nanoTime() - began));
            site.timescale.thaw();
            works(site, service, "a frozen database");

            site.timescale.kill();
            await().atMost(RECOVERS).until(() -> !service.ready());
            assertThat(service.get("/api/alerts").map(HttpResponse::statusCode)).contains(503);
            site.timescale.start();
            works(site, service, "a killed database");

            site.nats.freeze();
            await().atMost(RECOVERS).until(() -> !service.ready());
            site.nats.thaw();
            works(site, service, "a frozen NATS");

            site.nats.kill();
            await().atMost(RECOVERS).until(() -> !service.ready());
            assertThat(service.get("/api/alerts").map(HttpResponse::statusCode)).contains(200);
            site.nats.start();
            works(site, service, "a killed NATS");
        }
    }

    /** Goes on telling, much later than what was under way. */
    private static void grows(Site site) {
        int told = site.told().size();
        long began = System.nanoTime();
        await().atMost(PATIENCE).until(() -> site.told().size() > told + 40);
        System.out.println("told 40 more after " + Duration.ofNanos(System.nanoTime() - began));
    }

    /** A crossing is told and so is its end, and readiness is green. */
    private static void works(Site site, ServiceProcess service, String after) {
        int told = site.told().size();
        long began = System.nanoTime();
        await().atMost(RECOVERS).ignoreExceptions().until(() -> {
            site.readings(1, 35);
            return true;
        });
        site.readings(1, 20);
        await().atMost(RECOVERS).until(() -> site.told().size() == told + 2);
        await().atMost(RECOVERS).until(service::ready);
        System.out.println("after " + after + " all is well in " + Duration.ofNanos(System.nanoTime() - began));
    }
}
