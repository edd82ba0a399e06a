package io.telltale.simulator.fleet;

import io.netty.channel.EventLoop;
import io.telltale.simulator.mqtt.DeviceLink;
import io.telltale.simulator.mqtt.LinkListener;
import io.telltale.simulator.mqtt.LinkLogin;
import io.telltale.simulator.mqtt.LinkSettings;
import io.telltale.simulator.stack.DeviceLogin;
import io.telltale.simulator.stack.Telemetry;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * All members on one event loop: each publishes its past, then what is due, as far as its connection takes it. What a broken
 * connection kept from going out follows when it is back, up to ten minutes of it. Everything here runs on that loop;
 * {@link FleetCounters} is what others see.
 */
final class Crew implements LinkListener {

    private static final long TICK_MILLIS = 20;

    /** Most messages of a tick over all members, so that a past is worked off at 5,000 messages a second and not at once. */
    private static final int MESSAGES_A_TICK = 100;

    private static final long CATCH_UP_MICROS = 600_000_000L;

    private final EventLoop loop;
    private final FleetPlan plan;
    private final GroundTruth truth;
    private final FleetCounters counters;
    private final Consumer<Member> loginRefused;
    private final List<Station> stations = new ArrayList<>();
    private final Map<DeviceLink, Station> byLink = new HashMap<>();
    private final long liveFrom;
    private int turn;
    private boolean stopped;

    /** A member at its connection; {@code next} is the time of its next message. */
    private static final class Station {
        private final Member member;
        private final DeviceLink link;
        private final byte[] topic;
        private long next;
        private boolean open;

        private Station(Member member, DeviceLink link, byte[] topic, long next) {
            this.member = member;
            this.link = link;
            this.topic = topic;
            this.next = next;
        }
    }

    Crew(
            EventLoop loop,
            FleetPlan plan,
            long liveFrom,
            GroundTruth truth,
            FleetCounters counters,
            Consumer<Member> loginRefused) {
        this.loop = loop;
        this.plan = plan;
        this.liveFrom = liveFrom;
        this.truth = truth;
        this.counters = counters;
        this.loginRefused = loginRefused;
    }

    /** Adds a member, before {@link #begin}: newcomers publish their past first. Members speak at different moments of the interval. */
    void add(Member member, DeviceLogin login, LinkSettings settings, boolean newcomer) {
        DeviceLink link = new DeviceLink(loop, settings, linkLogin(login), this);
        long phase = Math.floorMod(member.number() * 618_034L, plan.interval().toMillis() * 1000);
        long past = newcomer ? plan.history().toMillis() * 1000 : 0;
        long first = liveFrom - past + phase;
        Station station = new Station(member, link, Telemetry.topic(login.tenant(), login.name()), first);
        stations.add(station);
        byLink.put(link, station);
    }

    void begin() {
        stations.forEach(station -> station.link.connect());
        tick();
    }

    void close() {
        stopped = true;
        stations.forEach(station -> station.link.close());
    }

    /** The token to come back with. */
    void useLogin(Member member, DeviceLogin login) {
        stations.get(member.number()).link.useLogin(linkLogin(login));
    }

    @Override
    public void connected(DeviceLink link) {
        station(link).open = true;
        counters.connected++;
    }

    @Override
    public void acknowledged(DeviceLink link, long tag) {
        counters.acknowledged++;
    }

    @Override
    public void refused(DeviceLink link, long tag, int reason) {
        counters.refuse(reason);
    }

    @Override
    public void interrupted(DeviceLink link, Interruption interruption) {
        Station station = station(link);
        if (station.open) {
            station.open = false;
            counters.connected--;
        }
        counters.interruption = interruption.reason();
        if (interruption.loginRefused()) {
            loginRefused.accept(station.member);
        }
    }

    private void tick() {
        if (stopped) {
            return;
        }
        long now = ChronoUnit.MICROS.between(Instant.EPOCH, Instant.now());
        int left = MESSAGES_A_TICK;
        int silent = 0;
        // Members take turns, one message each, so that nobody's past delays another's present.
        while (left > 0 && silent < stations.size()) {
            Station station = stations.get(turn);
            turn = (turn + 1) % stations.size();
            if (speak(station, now)) {
                left--;
                silent = 0;
            } else {
                silent++;
            }
        }
        stations.forEach(station -> station.link.flush());
        counters.truth(truth);
        counters.behindMicros =
                now - stations.stream().mapToLong(station -> station.next).min().orElse(now);
        loop.schedule(this::tick, TICK_MILLIS, TimeUnit.MILLISECONDS);
    }

    private boolean speak(Station station, long now) {
        if (station.next > liveFrom && now - station.next > CATCH_UP_MICROS) {
            long step = plan.interval().toMillis() * 1000;
            long skipped = (now - station.next - CATCH_UP_MICROS) / step;
            station.next += skipped * step;
            counters.forgotten += skipped;
        }
        long time = station.next;
        if (time > now || !station.link.ready()) {
            return false;
        }
        station.link.publish(station.topic, station.member.payload(time), time);
        station.member.fault(time).ifPresent(fault -> truth.suffered(station.member, fault));
        counters.published++;
        station.next = following(time);
        return true;
    }

    private long following(long time) {
        if (time >= liveFrom) {
            return time + plan.interval().toMillis() * 1000;
        }
        long step = plan.historyInterval().toMillis() * 1000;
        return time + step < liveFrom
                ? time + step
                : liveFrom + Math.floorMod(time, plan.interval().toMillis() * 1000);
    }

    private Station station(DeviceLink link) {
        return Objects.requireNonNull(byLink.get(link));
    }

    private static LinkLogin linkLogin(DeviceLogin login) {
        return new LinkLogin("sim-" + login.tenant() + '-' + login.name(), login.username(), login.token());
    }
}
