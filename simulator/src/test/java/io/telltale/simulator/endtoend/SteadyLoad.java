package io.telltale.simulator.endtoend;

import io.netty.channel.EventLoop;
import io.netty.channel.EventLoopGroup;
import io.telltale.simulator.mqtt.DeviceLink;
import io.telltale.simulator.mqtt.LinkListener;
import io.telltale.simulator.mqtt.LinkLogin;
import io.telltale.simulator.mqtt.LinkSettings;
import io.telltale.simulator.mqtt.Transport;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;

/**
 * Devices that publish at QoS 1 without a pause, each its own numbers from 0 on, one a millisecond of reading time; what is not
 * acknowledged is sent again after a break. All on one event loop.
 */
final class SteadyLoad implements AutoCloseable {

    static final String METRIC = "sequence";

    private static final int WINDOW = 2_000;
    private static final int PERIOD_MILLIS = 25;
    private static final Duration KEEP_ALIVE = Duration.ofSeconds(10);

    private final EventLoopGroup group = Transport.loops(1);
    private final EventLoop loop = group.next();
    private final InetSocketAddress door;
    private final long begin = System.currentTimeMillis();
    private final List<Device> devices = new ArrayList<>();
    private volatile boolean stopped;

    SteadyLoad(int port) {
        this.door = new InetSocketAddress("127.0.0.1", port);
    }

    /** Adds a device and lets it publish. */
    void begin(Platform.Device device) {
        Device added = new Device(device);
        devices.add(added);
        loop.execute(added.link::connect);
        loop.scheduleAtFixedRate(added::publish, PERIOD_MILLIS, PERIOD_MILLIS, TimeUnit.MILLISECONDS);
    }

    /** Publishes one reading of a device of its own, for as long as it takes. */
    void once(Platform.Device device, String payload) {
        loop.execute(new Single(device, payload).link::connect);
    }

    /** Readings published so far. */
    int published() {
        return devices.stream().mapToInt(device -> device.sent).sum();
    }

    /** Readings acknowledged so far. */
    int acknowledged() {
        return devices.stream().mapToInt(device -> device.acknowledged.get()).sum();
    }

    /** The same, device by device. */
    Map<String, Integer> acknowledgedByDevice() {
        return devices.stream().collect(Collectors.toMap(device -> device.name, device -> device.acknowledged.get()));
    }

    /** Readings refused so far. */
    int refused() {
        return devices.stream().mapToInt(device -> device.refused.get()).sum();
    }

    /** Publishes nothing new from now on. */
    void stop() {
        stopped = true;
    }

    /** Whether everything that was published is acknowledged; after {@link #stop}. */
    boolean settled() {
        return devices.stream().allMatch(device -> device.sent == device.acknowledged.get());
    }

    /** How many readings each device published. */
    Map<String, Integer> sent() {
        return devices.stream().collect(Collectors.toMap(device -> device.name, device -> device.sent));
    }

    @Override
    public void close() {
        group.shutdownGracefully(0, 1, TimeUnit.SECONDS).syncUninterruptibly();
    }

    private DeviceLink link(Platform.Device device, LinkListener listener) {
        return new DeviceLink(
                loop,
                new LinkSettings(door, true, 1, WINDOW, KEEP_ALIVE),
                new LinkLogin(device.name(), device.name(), device.token()),
                listener);
    }

    private static byte[] topic(Platform.Device device) {
        return ("telemetry/default/" + device.name()).getBytes(StandardCharsets.UTF_8);
    }

    private final class Device implements LinkListener {

        private final String name;
        private final byte[] topic;
        private final DeviceLink link;
        private final AtomicInteger acknowledged = new AtomicInteger();
        private final AtomicInteger refused = new AtomicInteger();
        private volatile int sent;

        private Device(Platform.Device device) {
            this.name = device.name();
            this.topic = topic(device);
            this.link = link(device, this);
        }

        @SuppressWarnings("NonAtomicVolatileUpdate") // written on the event loop only
        private void publish() {
            String payload = "{\"ts\": " + (begin + sent) + ", \"" + METRIC + "\": " + sent + '}';
            if (!stopped && link.publish(topic, payload.getBytes(StandardCharsets.UTF_8), sent)) {
                sent++;
                link.flush();
            }
        }

        @Override
        public void connected(DeviceLink same) {}

        @Override
        public void acknowledged(DeviceLink same, long tag) {
            acknowledged.incrementAndGet();
        }

        @Override
        public void refused(DeviceLink same, long tag, int reason) {
            refused.incrementAndGet();
        }

        @Override
        public void interrupted(DeviceLink same, Interruption interruption) {}
    }

    private final class Single implements LinkListener {

        private final byte[] topic;
        private final byte[] payload;
        private final DeviceLink link;
        private boolean published;

        private Single(Platform.Device device, String payload) {
            this.topic = topic(device);
            this.payload = payload.getBytes(StandardCharsets.UTF_8);
            this.link = link(device, this);
        }

        @Override
        public void connected(DeviceLink same) {
            if (!published) {
                published = link.publish(topic, payload, 0);
                link.flush();
            }
        }

        @Override
        public void acknowledged(DeviceLink same, long tag) {
            link.close();
        }

        @Override
        public void refused(DeviceLink same, long tag, int reason) {
            throw new IllegalStateException("an alarm was refused with " + reason);
        }

        @Override
        public void interrupted(DeviceLink same, Interruption interruption) {}
    }
}
