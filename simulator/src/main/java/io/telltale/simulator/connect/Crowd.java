package io.telltale.simulator.connect;

import io.netty.channel.EventLoop;
import io.telltale.simulator.load.LatencyRecorder;
import io.telltale.simulator.mqtt.DeviceLink;
import io.telltale.simulator.mqtt.LinkListener.Interruption;
import io.telltale.simulator.mqtt.LinkLogin;
import io.telltale.simulator.mqtt.LinkSettings;
import io.telltale.simulator.stack.Telemetry;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;

/**
 * The connections of one event loop: every so-manieth one of the plan. Everything runs on that loop, except that {@link #done} may be
 * asked from anywhere.
 */
final class Crowd {

    private static final long TICK_MILLIS = 1;

    /** Latencies of the first third of what is published do not count: a server that has just started is still compiled. */
    private static final int WARMING_UP = 3;

    private final EventLoop loop;
    private final ConnectPlan plan;
    private final LinkSettings settings;
    private final int index;
    private final int crowds;
    private final List<Member> members = new ArrayList<>();
    private final List<DeviceLink> links = new ArrayList<>();
    private final LongAdder done = new LongAdder();
    private LatencyRecorder latency = new LatencyRecorder();
    private long refused;
    private long broken;
    private String interruption = "";
    private long begin;
    private long next;

    Crowd(EventLoop loop, ConnectPlan plan, LinkSettings settings, int index, int crowds) {
        this.loop = loop;
        this.plan = plan;
        this.settings = settings;
        this.index = index;
        this.crowds = crowds;
    }

    EventLoop loop() {
        return loop;
    }

    /** Adds one before the first storm; numbers ascend. */
    void add(int number, LinkLogin login, String tenant) {
        members.add(new Member(number, login, Telemetry.topic(tenant, plan.device(number)), this));
    }

    /** Forgets what was counted. */
    void reset() {
        done.reset();
        latency = new LatencyRecorder();
        refused = 0;
        broken = 0;
    }

    /** Lets everybody connect when it is due, whatever became of those before. */
    void storm(long beginNanos) {
        begin = beginNanos;
        links.clear();
        connectDue();
    }

    private void connectDue() {
        long now = System.nanoTime();
        while (links.size() < members.size()) {
            Member member = members.get(links.size());
            long due = begin + plan.connectDue(member.number);
            if (due > now) {
                loop.schedule(this::connectDue, TICK_MILLIS, TimeUnit.MILLISECONDS);
                return;
            }
            member.awaited(due);
            DeviceLink link = new DeviceLink(loop, settings, member.login, member);
            links.add(link);
            link.connect();
        }
    }

    /** Publishes what is due, one message of a device after one of each other. */
    void publish(long beginNanos) {
        begin = beginNanos;
        next = index;
        publishDue();
    }

    private void publishDue() {
        long now = System.nanoTime();
        long micros = ChronoUnit.MICROS.between(Instant.EPOCH, Instant.now());
        while (next < plan.messages() && begin + plan.messageDue(next) <= now) {
            int place = (int) (next / crowds % members.size());
            DeviceLink link = links.get(place);
            // the time of sending and a number make each reading unlike every other
            byte[] payload = ("{\"ts\":\"" + Telemetry.time(micros) + "\",\"m0\":" + next + '}')
                    .getBytes(StandardCharsets.US_ASCII);
            if (!link.publish(members.get(place).topic, payload, begin + plan.messageDue(next))) {
                break; // late, and counted from when it was due
            }
            link.flush();
            next += crowds;
        }
        if (next < plan.messages()) {
            loop.schedule(this::publishDue, TICK_MILLIS, TimeUnit.MILLISECONDS);
        }
    }

    /** Says goodbye on all connections. */
    void leave() {
        members.forEach(Member::left);
        links.forEach(DeviceLink::close);
    }

    void opened(long nanos) {
        done.increment();
        latency.record(nanos);
    }

    void acknowledged(long dueNanos) {
        done.increment();
        if (dueNanos - begin >= plan.publish().dividedBy(WARMING_UP).toNanos()) {
            latency.record(System.nanoTime() - dueNanos);
        }
    }

    void refused() {
        refused++;
    }

    void interrupted(Interruption why) {
        interruption = why.reason();
        if (why.loginRefused()) {
            refused++;
        } else {
            broken++;
        }
    }

    /** Connections opened or messages acknowledged since the last reset. Any thread. */
    long done() {
        return done.sum();
    }

    LatencyRecorder latency() {
        return latency;
    }

    long refusals() {
        return refused;
    }

    long breaks() {
        return broken;
    }

    String interruption() {
        return interruption;
    }

    int open() {
        return (int) members.stream().filter(Member::open).count();
    }
}
