package io.telltale.simulator.connect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.netty.channel.EventLoop;
import io.netty.channel.EventLoopGroup;
import io.telltale.simulator.mqtt.LinkLogin;
import io.telltale.simulator.mqtt.LinkSettings;
import io.telltale.simulator.mqtt.Transport;
import io.telltale.testkit.MqttBroker;
import io.telltale.testkit.RealServers;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Two crowds against a real Mosquitto. */
@ExtendWith(RealServers.class)
class CrowdIT {

    private static final ConnectPlan PLAN = new ConnectPlan(
            40, 400, Duration.ofSeconds(30), Duration.ZERO, 1_000, Duration.ofMillis(120), "crowd", true);

    private final EventLoopGroup group = Transport.loops(1);
    private final EventLoop loop = group.next();

    @AfterEach
    void stopLoop() {
        group.shutdownGracefully(0, 1, TimeUnit.SECONDS).syncUninterruptibly();
    }

    @Test
    void everybodyIsLetInPublishesItsShareLeavesAndComesBack(MqttBroker broker) throws Exception {
        Crowd even = crowd(broker, 0);
        Crowd odd = crowd(broker, 1);
        storm(even, odd);
        assertThat(ask(even::open) + ask(odd::open)).isEqualTo(40);

        on(even, Crowd::reset, crowd -> crowd.publish(System.nanoTime()));
        on(odd, Crowd::reset, crowd -> crowd.publish(System.nanoTime()));
        await().until(() -> even.done() + odd.done() == 120);
        // the first third, 40 of them, is warming up
        assertThat(ask(() -> (int) even.latency().summary().count())
                        + ask(() -> (int) odd.latency().summary().count()))
                .isEqualTo(80);

        on(even, Crowd::leave);
        on(odd, Crowd::leave);
        assertThat(ask(even::open)).isZero();
        storm(even, odd);
        assertThat(ask(() -> (int) (even.refusals() + even.breaks() + odd.refusals() + odd.breaks())))
                .isZero();
    }

    private void storm(Crowd even, Crowd odd) throws Exception {
        long begin = System.nanoTime();
        on(even, Crowd::reset, crowd -> crowd.storm(begin));
        on(odd, Crowd::reset, crowd -> crowd.storm(begin));
        await().until(() -> even.done() == 20 && odd.done() == 20);
        // the last attempt is due a tenth of a second after the first
        assertThat(System.nanoTime() - begin).isGreaterThan(PLAN.connectDue(39));
    }

    @SafeVarargs
    private void on(Crowd crowd, Consumer<Crowd>... commands) throws Exception {
        for (Consumer<Crowd> command : commands) {
            loop.submit(() -> command.accept(crowd)).sync();
        }
    }

    private int ask(java.util.concurrent.Callable<Integer> question) throws InterruptedException, ExecutionException {
        return loop.submit(question).get();
    }

    private Crowd crowd(MqttBroker broker, int index) throws Exception {
        LinkSettings settings =
                new LinkSettings(new InetSocketAddress(broker.host(), broker.port()), true, 1, 16, PLAN.keepAlive());
        Crowd crowd = new Crowd(loop, PLAN, settings, index, 2);
        String run = UUID.randomUUID().toString();
        for (int number = index; number < PLAN.connections(); number += 2) {
            LinkLogin login = new LinkLogin(run + '-' + number, null, null);
            int each = number;
            loop.submit(() -> crowd.add(each, login, "default")).sync();
        }
        return crowd;
    }
}
