package io.telltale.simulator.load;

import io.netty.channel.EventLoop;
import io.telltale.simulator.mqtt.DeviceLink;
import io.telltale.simulator.mqtt.LinkListener;
import io.telltale.simulator.mqtt.LinkLogin;
import io.telltale.simulator.mqtt.LinkSettings;
import io.telltale.simulator.stack.Telemetry;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The connections of one event loop: publishes what is due, and what could not go out when it was due as soon as there is room.
 * Everything here runs on that loop; {@link LoadCounters} is what others see meanwhile.
 */
final class Lane implements LinkListener {

    private static final long TICK_NANOS = 1_000_000;
    private static final int CONNECTS_A_TICK = 10;

    private final EventLoop loop;
    private final LoadPlan plan;
    private final Schedule schedule;
    private final long warmUpNanos;
    private final LoadCounters counters;
    private final DeviceLedger[] ledgers;
    private final byte[][] topics;
    private final Map<DeviceLink, LoadLink> links = new HashMap<>();
    private final @Nullable LoadLink[] byConnection;
    private final List<LoadLink> unopened = new ArrayList<>();
    private final LatencyRecorder acknowledgement = new LatencyRecorder();
    private Stamps stamps;
    private long startNanos;
    private long due;
    private boolean stopped;

    /** A connection, the next message of its devices, and whether it was ever open. */
    private static final class LoadLink {
        private final DeviceLink link;
        private long next;
        private boolean opened;

        private LoadLink(DeviceLink link, long next) {
            this.link = link;
            this.next = next;
        }
    }

    Lane(EventLoop loop, LoadPlan plan, LoadCounters counters, DeviceLedger[] ledgers, String tenant) {
        this.loop = loop;
        this.plan = plan;
        this.schedule = plan.schedule();
        this.warmUpNanos = plan.counting().warmUp().toNanos();
        this.counters = counters;
        this.ledgers = ledgers;
        this.byConnection = new LoadLink[plan.connections()];
        this.stamps = new Stamps(schedule, 0, plan.readingsPerMessage()); // until it begins
        this.topics = new byte[plan.devices()][];
        for (int device = 0; device < topics.length; device++) {
            topics[device] = Telemetry.topic(tenant, plan.device(device));
        }
    }

    EventLoop loop() {
        return loop;
    }

    /** Adds a connection, before {@link #connect}. */
    void add(int connection, LinkSettings settings, LinkLogin login) {
        LoadLink link = new LoadLink(new DeviceLink(loop, settings, login, this), schedule.message(connection, 0, 0));
        links.put(link.link, link);
        byConnection[connection] = link;
        unopened.add(link);
    }

    /** Opens the connections, a few at a time, so that a server's backlog is not the first thing measured. */
    void connect() {
        int opening = Math.min(CONNECTS_A_TICK, unopened.size());
        for (int i = 0; i < opening; i++) {
            unopened.removeLast().link.connect();
        }
        if (!unopened.isEmpty()) {
            loop.schedule(this::connect, TICK_NANOS, TimeUnit.NANOSECONDS);
        }
    }

    /** Begins to publish; the schedule counts from {@code startNanos}. */
    void begin(long startNanos, Stamps stamps) {
        this.startNanos = startNanos;
        this.stamps = stamps;
        tick();
    }

    /** Publishes nothing more; acknowledgements are still heard. */
    void stop() {
        stopped = true;
    }

    /** Says goodbye on every connection. */
    void close() {
        stopped = true;
        unopened.clear();
        for (LoadLink link : links.values()) {
            counters.resent.add(link.link.resent());
            counters.sentAgain.add(link.link.sentAgain());
            link.link.close();
        }
    }

    /** Publish to acknowledgement, once the lane is closed. */
    LatencyRecorder acknowledgement() {
        return acknowledgement;
    }

    @Override
    public void connected(DeviceLink link) {
        LoadLink known = known(link);
        counters.interruption = ""; // of an earlier break
        if (known.opened) {
            counters.reconnects.increment();
        } else {
            known.opened = true;
            counters.connected.increment();
        }
        pump(known);
    }

    @Override
    public void acknowledged(DeviceLink link, long message) {
        long dueNanos = schedule.dueNanos(message);
        if (dueNanos >= warmUpNanos) {
            acknowledgement.record(System.nanoTime() - startNanos - dueNanos);
        }
        ledgers[schedule.deviceOf(message)].acknowledge(schedule.sequenceOf(message));
        counters.acknowledged.increment();
        pump(known(link));
    }

    @Override
    public void refused(DeviceLink link, long message, int reason) {
        ledgers[schedule.deviceOf(message)].refuse(schedule.sequenceOf(message));
        counters.refuse(reason);
        pump(known(link));
    }

    @Override
    public void interrupted(DeviceLink link, Interruption interruption) {
        counters.interruption = interruption.reason();
    }

    private void tick() {
        if (stopped) {
            return;
        }
        long elapsed = System.nanoTime() - startNanos;
        long now = schedule.due(elapsed);
        while (due < now) {
            LoadLink link = byConnection[schedule.deviceOf(due) % plan.connections()];
            due += schedule.messagesPerSample();
            if (link != null && link.next < due) {
                pump(link, due);
            }
        }
        if (due < schedule.messages()) {
            long untilNext = schedule.dueNanos(due) - elapsed;
            loop.schedule(this::tick, Math.max(TICK_NANOS, untilNext), TimeUnit.NANOSECONDS);
        }
    }

    private void pump(LoadLink link) {
        pump(link, due);
    }

    private void pump(LoadLink link, long upTo) {
        boolean any = false;
        while (!stopped && link.next < upTo && link.link.ready()) {
            long message = link.next;
            int device = schedule.deviceOf(message);
            link.next = schedule.next(message, plan.connections());
            ledgers[device].publish();
            counters.published.increment();
            link.link.publish(topics[device], stamps.payload(message), message);
            any = true;
        }
        if (any) {
            link.link.flush();
        }
    }

    private LoadLink known(DeviceLink link) {
        return Objects.requireNonNull(links.get(link));
    }
}
