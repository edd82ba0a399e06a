package io.telltale.events;

import static org.assertj.core.api.Assertions.assertThat;

import io.telltale.testkit.FreePort;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** Waiting for a server that is not there. */
class NatsTest {

    @Test
    void endsWaitingForAFirstConnectionWhenInterrupted() throws Exception {
        String nobody = "nats://127.0.0.1:" + FreePort.choose();
        CountDownLatch interrupted = new CountDownLatch(1);
        Thread waiting = Thread.ofVirtual().start(() -> {
            try (var nats = Nats.connectWhenUp(nobody, "nobody-there")) {
                throw new AssertionError("connected to " + nats.getConnectedUrl());
            } catch (InterruptedException e) {
                interrupted.countDown();
            }
        });
        assertThat(waiting.join(Duration.ofMillis(300))).isFalse();

        waiting.interrupt();

        assertThat(interrupted.await(10, TimeUnit.SECONDS)).isTrue();
    }
}
