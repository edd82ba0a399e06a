package io.telltale.simulator.load;

import io.netty.channel.EventLoopGroup;
import io.telltale.simulator.mqtt.LinkLogin;
import io.telltale.simulator.mqtt.LinkSettings;
import io.telltale.simulator.mqtt.Transport;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/** All connections of a run, spread over at most four event loops. Commands are carried out on the loops, before they return. */
final class Lanes implements AutoCloseable {

    private static final int MOST_LOOPS = 4;

    private final EventLoopGroup group;
    private final List<Lane> lanes = new ArrayList<>();

    Lanes(
            LoadPlan plan,
            LinkSettings settings,
            List<LinkLogin> logins,
            LoadCounters counters,
            DeviceLedger[] ledgers,
            String tenant) {
        int loops = Math.min(Math.min(MOST_LOOPS, Runtime.getRuntime().availableProcessors()), logins.size());
        group = Transport.loops(loops);
        for (int i = 0; i < loops; i++) {
            lanes.add(new Lane(group.next(), plan, counters, ledgers, tenant));
        }
        for (int connection = 0; connection < logins.size(); connection++) {
            lanes.get(connection % loops).add(connection, settings, logins.get(connection));
        }
    }

    /** Lets every lane do it on its own loop and waits for that; afterwards what the lanes wrote is visible here. */
    void each(Consumer<Lane> command) throws InterruptedException {
        for (Lane lane : lanes) {
            lane.loop().submit(() -> command.accept(lane)).sync();
        }
    }

    /** Publish to acknowledgement over all lanes; after they closed. */
    LatencyRecorder.Latency acknowledgement() {
        LatencyRecorder all = new LatencyRecorder();
        lanes.forEach(lane -> all.add(lane.acknowledgement()));
        return all.summary();
    }

    @Override
    public void close() {
        group.shutdownGracefully(0, 2, TimeUnit.SECONDS).awaitUninterruptibly(3, TimeUnit.SECONDS);
    }
}
