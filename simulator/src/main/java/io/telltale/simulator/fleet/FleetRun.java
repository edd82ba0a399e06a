package io.telltale.simulator.fleet;

import io.netty.channel.EventLoop;
import io.netty.channel.EventLoopGroup;
import io.telltale.simulator.mqtt.LinkSettings;
import io.telltale.simulator.mqtt.Transport;
import io.telltale.simulator.stack.CannotRunException;
import io.telltale.simulator.stack.DeviceLogin;
import io.telltale.simulator.terminal.Ending;
import io.telltale.simulator.terminal.StatusLine;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;

/**
 * Lets a fleet live: registers it, connects it, publishes its past and then its present until the end is asked for. Whatever
 * breaks meanwhile comes back; a member whose token is refused gets a fresh one.
 */
final class FleetRun {

    /** Whoever starts the fleet waits for this line. */
    private static final String FIRST_ACKNOWLEDGED = "first reading acknowledged";

    private static final int WINDOW = 100;
    private static final Duration KEEP_ALIVE = Duration.ofSeconds(30);
    private static final Duration GLANCE = Duration.ofMillis(200);
    private static final Duration BETWEEN_RENEWALS = Duration.ofSeconds(10);
    private static final Duration LAST_WORDS = Duration.ofSeconds(3);

    private final FleetPlan plan;
    private final InetSocketAddress server;
    private final StatusLine status;
    private final Ending ending;
    private final FleetCounters counters = new FleetCounters();
    private final Set<Member> renewing = ConcurrentHashMap.newKeySet();

    FleetRun(FleetPlan plan, InetSocketAddress server, StatusLine status, Ending ending) {
        this.plan = plan;
        this.server = server;
        this.status = status;
        this.ending = ending;
    }

    /** Returns after {@code duration}, or when the end is asked for. */
    void run(FleetLogins logins, GroundTruth truth, Duration duration) throws InterruptedException {
        long begin = ChronoUnit.MICROS.between(Instant.EPOCH, Instant.now());
        LifeClock clock = new LifeClock(plan.speed());
        List<Member> members = IntStream.range(0, plan.devices())
                .mapToObj(number -> Member.of(plan, number, clock))
                .toList();
        status.show("registering " + members.size() + " devices");
        Set<Member> newcomers = logins.newcomers(members);
        List<DeviceLogin> tokens = logins.of(members);
        LinkSettings settings = new LinkSettings(server, true, 1, WINDOW, KEEP_ALIVE);
        EventLoopGroup group = Transport.loops(1);
        try {
            EventLoop loop = group.next();
            Crew[] crew = new Crew[1];
            crew[0] = new Crew(loop, plan, begin, truth, counters, member -> renew(member, logins, loop, crew[0]));
            loop.submit(() -> {
                        for (Member member : members) {
                            crew[0].add(member, tokens.get(member.number()), settings, newcomers.contains(member));
                        }
                        crew[0].begin();
                    })
                    .sync();
            live(loop, duration);
            loop.submit(crew[0]::close).sync();
            status.clear();
            status.say(loop.submit(() -> counters.line(plan.devices())).sync().getNow());
        } finally {
            group.shutdownGracefully(0, LAST_WORDS.toMillis(), TimeUnit.MILLISECONDS)
                    .awaitUninterruptibly(LAST_WORDS.toMillis());
        }
    }

    private void live(EventLoop loop, Duration duration) throws InterruptedException {
        long end = System.nanoTime() + duration.toNanos();
        boolean heard = false;
        while (System.nanoTime() < end && !ending.requestedWithin(GLANCE)) {
            if (!heard && loop.submit(() -> counters.acknowledged > 0).sync().getNow()) {
                heard = true;
                status.say(FIRST_ACKNOWLEDGED);
            }
            status.show(loop.submit(() -> counters.line(plan.devices())).sync().getNow());
        }
    }

    /** Off the event loop, one attempt at a time for a member, and not more often than every ten seconds. */
    private void renew(Member member, FleetLogins logins, EventLoop loop, Crew crew) {
        if (!renewing.add(member)) {
            return;
        }
        Thread.ofVirtual().start(() -> {
            try {
                DeviceLogin fresh = logins.renew(member);
                loop.execute(() -> crew.useLogin(member, fresh));
            } catch (CannotRunException e) {
                loop.execute(() -> counters.interruption = "no fresh token: " + e.getMessage());
            }
            pause();
            renewing.remove(member);
        });
    }

    private static void pause() {
        try {
            Thread.sleep(BETWEEN_RENEWALS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
