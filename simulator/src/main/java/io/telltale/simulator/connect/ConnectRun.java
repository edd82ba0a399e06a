package io.telltale.simulator.connect;

import io.netty.channel.EventLoop;
import io.netty.channel.EventLoopGroup;
import io.telltale.simulator.load.LatencyRecorder;
import io.telltale.simulator.mqtt.DeviceLink;
import io.telltale.simulator.mqtt.LinkLogin;
import io.telltale.simulator.mqtt.LinkSettings;
import io.telltale.simulator.mqtt.Transport;
import io.telltale.simulator.stack.CannotRunException;
import io.telltale.simulator.stack.DeviceLogin;
import io.telltale.simulator.stack.NewDevice;
import io.telltale.simulator.stack.RegistryClient;
import io.telltale.simulator.terminal.Ending;
import io.telltale.simulator.terminal.StatusLine;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.stream.IntStream;

/**
 * A crowd of devices connects in a storm, stays, publishes, leaves as one and comes back in a second storm. {@link #run} reads as the
 * story. One thread drives it, event loops do it; each phase is told when it is over.
 */
final class ConnectRun {

    private static final Map<String, String> LABELS = Map.of("simulated", "connect");
    private static final int LOOPS = 2;
    private static final int WINDOW = 16;
    private static final Duration GLANCE = Duration.ofMillis(10);
    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final Duration AGAIN = Duration.ofMillis(200);
    private static final Duration LONGEST_REGISTRATION = Duration.ofMinutes(5);
    private static final Duration AWAY = Duration.ofSeconds(1);
    private static final long LEAD_NANOS = 50_000_000L;

    private final ConnectPlan plan;
    private final InetSocketAddress server;
    private final StatusLine status;
    private final Ending ending;
    private final Consumer<Phase> told;
    private final List<Crowd> crowds = new ArrayList<>();

    ConnectRun(ConnectPlan plan, InetSocketAddress server, StatusLine status, Ending ending, Consumer<Phase> told) {
        this.plan = plan;
        this.server = server;
        this.status = status;
        this.ending = ending;
        this.told = told;
    }

    void run(RegistryClient registry) throws InterruptedException {
        status.show("registering " + plan.connections() + " devices");
        List<DeviceLogin> devices = registry.provision(IntStream.range(0, plan.connections())
                .mapToObj(number -> new NewDevice(plan.device(number), null, LABELS, false, null))
                .toList());
        EventLoopGroup group = Transport.loops(LOOPS);
        try {
            gather(group, devices);
            awaitKnown(group, devices.getLast());
            storm("connect");
            hold();
            if (plan.messages() > 0) {
                publish();
            }
            each(Crowd::leave);
            ending.requestedWithin(AWAY);
            storm("reconnect");
            each(Crowd::leave);
        } finally {
            group.shutdownGracefully(0, 2, TimeUnit.SECONDS).awaitUninterruptibly(3, TimeUnit.SECONDS);
            status.clear();
            if (!plan.keepDevices()) {
                status.show("taking " + plan.connections() + " devices out of the registry");
                registry.deleteAll(devices.stream().map(DeviceLogin::name).toList());
                status.clear();
            }
        }
    }

    private void gather(EventLoopGroup group, List<DeviceLogin> devices) throws InterruptedException {
        LinkSettings settings = new LinkSettings(server, true, 1, WINDOW, plan.keepAlive());
        for (int i = 0; i < LOOPS; i++) {
            crowds.add(new Crowd(group.next(), plan, settings, i, LOOPS));
        }
        for (int number = 0; number < devices.size(); number++) {
            DeviceLogin device = devices.get(number);
            LinkLogin login = new LinkLogin("sim-" + device.name(), device.username(), device.token());
            crowds.get(number % LOOPS).add(number, login, device.tenant());
        }
    }

    /** The registry tells the gateway of its devices in their order, in the background: the last one may connect when all may. */
    private void awaitKnown(EventLoopGroup group, DeviceLogin last) throws InterruptedException {
        CountDownLatch known = new CountDownLatch(1);
        LinkSettings settings = new LinkSettings(server, true, 1, WINDOW, plan.keepAlive(), AGAIN, Duration.ZERO);
        LinkLogin login = new LinkLogin("sim-scout", last.username(), last.token());
        EventLoop loop = group.next();
        DeviceLink scout = new DeviceLink(loop, settings, login, new Scout(known));
        loop.submit(scout::connect).sync();
        try {
            long patienceEnds = System.nanoTime() + LONGEST_REGISTRATION.toNanos();
            while (known.getCount() > 0 && !ending.requestedWithin(GLANCE)) {
                status.show("waiting until the gateway knows all devices");
                if (System.nanoTime() > patienceEnds) {
                    throw new CannotRunException("the gateway still does not know " + last.name());
                }
            }
        } finally {
            loop.submit(scout::close).sync();
        }
    }

    private void storm(String name) throws InterruptedException {
        long begin = System.nanoTime() + LEAD_NANOS;
        phase(name, plan.connections(), crowd -> crowd.storm(begin));
    }

    private void publish() throws InterruptedException {
        long begin = System.nanoTime() + LEAD_NANOS;
        phase("publish", plan.messages(), crowd -> crowd.publish(begin));
    }

    private void hold() throws InterruptedException {
        each(Crowd::reset);
        long began = System.currentTimeMillis();
        ending.requestedWithin(plan.hold());
        tell("hold", began, 0);
    }

    /** Begins it on every loop and waits until all of it is done, or until nothing more happens. */
    private void phase(String name, long due, Consumer<Crowd> begin) throws InterruptedException {
        each(Crowd::reset);
        long began = System.currentTimeMillis();
        each(begin);
        long last = -1;
        long patienceEnds = 0;
        while (done() < due) {
            long now = done();
            if (now > last) {
                last = now;
                patienceEnds = System.nanoTime() + PATIENCE.toNanos();
            }
            if (ending.requestedWithin(GLANCE)) {
                throw new CannotRunException("ended by the user");
            }
            if (System.nanoTime() > patienceEnds) {
                status.say(name + ": nothing more happens " + crowds.getFirst().interruption());
                break;
            }
            status.show(name + ' ' + now + " of " + due);
        }
        tell(name, began, due);
    }

    private void tell(String name, long began, long due) throws InterruptedException {
        long ended = System.currentTimeMillis();
        LatencyRecorder latency = new LatencyRecorder();
        long[] counted = new long[4];
        each(crowd -> {
            // one loop at a time, see each
            latency.add(crowd.latency());
            counted[0] += crowd.open();
            counted[1] += crowd.done();
            counted[2] += crowd.refusals();
            counted[3] += crowd.breaks();
        });
        status.clear();
        told.accept(new Phase(
                name, began, ended, (int) counted[0], due, counted[1], counted[2], counted[3], latency.summary()));
    }

    private long done() {
        return crowds.stream().mapToLong(Crowd::done).sum();
    }

    /** Lets every crowd do it on its own loop, one after the other, and waits for that. */
    private void each(Consumer<Crowd> command) throws InterruptedException {
        for (Crowd crowd : crowds) {
            crowd.loop().submit(() -> command.accept(crowd)).sync();
        }
    }
}
