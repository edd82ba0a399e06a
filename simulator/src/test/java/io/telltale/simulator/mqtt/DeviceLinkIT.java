package io.telltale.simulator.mqtt;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.netty.channel.EventLoop;
import io.netty.channel.EventLoopGroup;
import io.telltale.testkit.MqttBroker;
import io.telltale.testkit.Own;
import io.telltale.testkit.RealServers;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.eclipse.paho.client.mqttv3.MqttClient;
import org.eclipse.paho.client.mqttv3.persist.MemoryPersistence;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The publisher against a real Mosquitto; what arrived is told by another client. */
@ExtendWith(RealServers.class)
class DeviceLinkIT implements LinkListener {

    private final EventLoopGroup group = Transport.loops(1);
    private final EventLoop loop = group.next();
    private final String topic = "link/" + UUID.randomUUID();
    private final List<String> arrived = new CopyOnWriteArrayList<>();
    private final List<Long> acknowledged = new CopyOnWriteArrayList<>();
    private final List<Interruption> interruptions = new CopyOnWriteArrayList<>();
    private volatile int connections;

    @AfterEach
    void stopLoop() {
        group.shutdownGracefully(0, 1, TimeUnit.SECONDS).syncUninterruptibly();
    }

    @ParameterizedTest
    @CsvSource({"true, 0", "true, 1", "true, 2", "false, 0", "false, 1", "false, 2"})
    void publishesInOrderAndHearsOfEveryAcknowledgement(boolean five, int qos, MqttBroker broker) throws Exception {
        try (MqttClient subscriber = subscriber(broker)) {
            DeviceLink link = link(address(broker), five, qos);
            publish(link, 0, 50);

            await().until(() -> acknowledged.size() == 50 && arrived.size() == 50);
            assertThat(arrived).isEqualTo(texts(50));
            assertThat(acknowledged)
                    .isEqualTo(IntStream.range(0, 50).mapToObj(Long::valueOf).toList());
            close(link);
            subscriber.disconnect();
        }
    }

    @ParameterizedTest
    @CsvSource({"true, 1", "false, 1", "true, 2", "false, 2"})
    void sendsAgainInOrderWhatWasNotAcknowledgedWhenTheWireIsCut(boolean five, int qos, MqttBroker broker)
            throws Exception {
        try (MqttClient subscriber = subscriber(broker);
                CutWire wire = new CutWire(address(broker))) {
            DeviceLink link = link(wire.address(), five, qos);
            publish(link, 0, 5);
            await().until(() -> acknowledged.size() == 5);
            wire.swallowAnswers();
            publish(link, 5, 15);
            await().until(() -> arrived.size() == (qos == 1 ? 15 : 5));
            assertThat(acknowledged).hasSize(5);
            wire.cut();

            await().until(() -> acknowledged.size() == 15);
            assertThat(interruptions).isNotEmpty().noneMatch(Interruption::loginRefused);
            assertThat(loop.submit(link::resent).get()).isEqualTo(10);
            int copies = qos == 1 ? 25 : 15;
            await().until(() -> arrived.size() == copies);
            assertThat(arrived.subList(0, 5)).isEqualTo(texts(15).subList(0, 5));
            assertThat(arrived.subList(copies - 10, copies)).isEqualTo(texts(15).subList(5, 15));
            close(link);
            subscriber.disconnect();
        }
    }

    @Test
    void comesBackWhenTheServerDoesAndRefusesMessagesMeanwhile(@Own MqttBroker broker) throws Exception {
        DeviceLink link = link(address(broker), true, 1);
        broker.kill();
        await().until(() -> !interruptions.isEmpty());
        assertThat(loop.submit(() -> link.publish(topic.getBytes(US_ASCII), new byte[0], 7))
                        .get())
                .isFalse();

        broker.start();
        await().until(() -> connections == 2);
        publish(link, 0, 1);
        await().until(() -> acknowledged.size() == 1);
        close(link);
    }

    @Test
    void aFullWindowTakesNothingUntilAnAcknowledgementMakesRoom(MqttBroker broker) throws Exception {
        try (CutWire wire = new CutWire(address(broker))) {
            DeviceLink link = link(wire.address(), true, 1);
            wire.swallowAnswers();
            List<Boolean> taken = loop.submit(() -> {
                        List<Boolean> answers = new ArrayList<>();
                        for (int i = 0; i < 101; i++) {
                            answers.add(link.publish(topic.getBytes(US_ASCII), new byte[] {1}, i));
                        }
                        link.flush();
                        return answers;
                    })
                    .get();

            assertThat(taken.subList(0, 100)).containsOnly(true);
            assertThat(taken.get(100)).isFalse();
            wire.cut();
            await().until(() -> acknowledged.size() == 100);
            assertThat(loop.submit(link::ready).get()).isTrue();
            close(link);
        }
    }

    @Override
    public void connected(DeviceLink link) {
        connections = connections + 1;
    }

    @Override
    public void acknowledged(DeviceLink link, long tag) {
        acknowledged.add(tag);
    }

    @Override
    public void refused(DeviceLink link, long tag, int reason) {
        throw new AssertionError("refused " + tag + " with " + reason);
    }

    @Override
    public void interrupted(DeviceLink link, Interruption interruption) {
        interruptions.add(interruption);
    }

    private DeviceLink link(InetSocketAddress server, boolean five, int qos) throws Exception {
        LinkSettings settings = new LinkSettings(server, five, qos, 100, Duration.ofSeconds(30));
        LinkLogin login = new LinkLogin("link-" + UUID.randomUUID(), null, null);
        DeviceLink link = new DeviceLink(loop, settings, login, this);
        loop.submit(link::connect).get();
        await().until(() -> connections == 1);
        return link;
    }

    private void publish(DeviceLink link, int from, int to) throws Exception {
        loop.submit(() -> {
                    for (int i = from; i < to; i++) {
                        assertThat(link.publish(topic.getBytes(US_ASCII), ("n" + i).getBytes(US_ASCII), i))
                                .isTrue();
                    }
                    link.flush();
                })
                .get();
    }

    private void close(DeviceLink link) throws Exception {
        loop.submit(link::close).get();
    }

    private MqttClient subscriber(MqttBroker broker) throws Exception {
        MqttClient client = new MqttClient(broker.url(), "sub-" + UUID.randomUUID(), new MemoryPersistence());
        client.connect();
        client.subscribe(topic, 2, (name, message) -> arrived.add(new String(message.getPayload(), US_ASCII)));
        return client;
    }

    private static List<String> texts(int count) {
        return IntStream.range(0, count).mapToObj(i -> "n" + i).toList();
    }

    private static InetSocketAddress address(MqttBroker broker) {
        return new InetSocketAddress(broker.host(), broker.port());
    }
}
