package io.telltale.simulator.chaos;

import io.netty.channel.EventLoop;
import io.netty.channel.EventLoopGroup;
import io.telltale.simulator.mqtt.DeviceLink;
import io.telltale.simulator.mqtt.LinkListener;
import io.telltale.simulator.mqtt.LinkLogin;
import io.telltale.simulator.mqtt.LinkSettings;
import io.telltale.simulator.mqtt.Transport;
import io.telltale.simulator.stack.DeviceLogin;
import io.telltale.simulator.stack.Telemetry;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;

/**
 * A device that publishes a message a second that is no JSON, each told from the others by a number. Every one that was answered,
 * by a reason code or, behind a broker, by an acknowledgement, must be found among the dead letters. Runs on an event loop of its
 * own.
 */
final class Malformed implements LinkListener, AutoCloseable {

    private static final long PERIOD_MILLIS = 1_000;

    private final EventLoopGroup group = Transport.loops(1);
    private final EventLoop loop = group.next();
    private final Set<String> answered = ConcurrentHashMap.newKeySet();
    private final String device;
    private final byte[] topic;
    private final DeviceLink link;
    private long next;

    Malformed(DeviceLogin device, LinkLogin login, LinkSettings settings) {
        this.device = device.name();
        this.topic = Telemetry.topic(device.tenant(), device.name());
        this.link = new DeviceLink(loop, settings, login, this);
    }

    String device() {
        return device;
    }

    /** The texts of those that were answered. */
    Set<String> answered() {
        return Set.copyOf(answered);
    }

    void begin() {
        loop.execute(link::connect);
        loop.scheduleAtFixedRate(this::publish, PERIOD_MILLIS, PERIOD_MILLIS, TimeUnit.MILLISECONDS);
    }

    private void publish() {
        if (link.publish(topic, text(next).getBytes(StandardCharsets.US_ASCII), next)) {
            next++;
            link.flush();
        }
    }

    private static String text(long number) {
        return "{\"number\": " + number + ", oops";
    }

    @Override
    public void connected(DeviceLink link) {}

    @Override
    public void acknowledged(DeviceLink link, long tag) {
        answered.add(text(tag));
    }

    @Override
    public void refused(DeviceLink link, long tag, int reason) {
        answered.add(text(tag));
    }

    @Override
    public void interrupted(DeviceLink link, Interruption interruption) {}

    /** Publishes and hears nothing more. */
    @Override
    public void close() {
        group.shutdownGracefully(0, 1, TimeUnit.SECONDS).awaitUninterruptibly(2, TimeUnit.SECONDS);
    }
}
