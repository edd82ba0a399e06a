package io.telltale.events.shards;

import static org.assertj.core.api.Assertions.assertThat;

import io.nats.client.Connection;
import io.nats.client.Options;
import io.telltale.events.Shards;
import io.telltale.events.Streams;
import io.telltale.testkit.NatsServer;
import io.telltale.testkit.RealServers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Sharing the lanes, against a real nats-server, on clocks of the test's own: one for each replica. */
@ExtendWith(RealServers.class)
class ShardLeasesIT {

    private static final int HALF = Shards.COUNT / 2;
    private static final Duration TICK = Duration.ofMillis(500);
    /** The first tick still sees a heartbeat, five more see none. */
    private static final int TICKS_TO_TAKE_OVER = 6;

    private final String service = "leases-" + UUID.randomUUID().toString().substring(0, 8);
    private final NatsServer server;
    private final List<Replica> awake = new ArrayList<>();
    private Connection nats;
    private int joined;

    ShardLeasesIT(NatsServer server) {
        this.server = server;
    }

    @BeforeEach
    void connect() throws Exception {
        nats = io.nats.client.Nats.connect(
                Options.builder().server(server.url()).build());
        Streams.ensure(nats);
    }

    @AfterEach
    void disconnect() throws Exception {
        nats.close();
    }

    @Test
    void givesAllLanesToTheOnlyReplica() throws Exception {
        Replica only = join();
        tick(1);
        assertThat(only.leases.owned()).hasSize(Shards.COUNT);
    }

    @Test
    void sharesEvenlyWithinTwoTicksOfAJoin() throws Exception {
        join();
        tick(1);
        join();
        tick(2);
        assertThat(sizes()).containsExactly(HALF, HALF);
        join();
        tick(2);
        assertThat(sizes()).containsExactly(2, 1, 1);
    }

    @Test
    void takesTheLanesOfADeadReplicaAfterFiveSilentTicks() throws Exception {
        Replica survivor = join();
        Replica dead = join();
        tick(3);
        awake.remove(dead);

        tick(TICKS_TO_TAKE_OVER - 1);
        assertThat(survivor.leases.owned()).hasSize(HALF);
        tick(1);
        assertThat(survivor.leases.owned()).hasSize(Shards.COUNT);
    }

    @Test
    void takesTheLanesOfAReplicaThatLeavesAtTheNextTick() throws Exception {
        Replica stays = join();
        Replica leaves = join();
        tick(3);
        leave(leaves);
        tick(1);
        assertThat(stays.leases.owned()).hasSize(Shards.COUNT);
    }

    @Test
    void endsTheSessionOfASleeperThatWasTakenForDead() throws Exception {
        Replica survivor = join();
        Replica sleeper = join();
        tick(3);
        awake.remove(sleeper);
        tick(TICKS_TO_TAKE_OVER);
        assertThat(survivor.leases.owned()).hasSize(Shards.COUNT);

        sleeper.leases.renew();

        assertThat(sleeper.leases.owned()).isEmpty();
        awake.add(sleeper);
        tick(2);
        assertThat(sizes()).containsExactly(HALF, HALF);
    }

    @Test
    void takesNothingBecauseOfAClockThatLeaps() throws Exception {
        Replica steady = join();
        Replica leaping = join();
        tick(3);
        leaping.clock += TimeUnit.DAYS.toNanos(1);
        tick(1);
        leaping.clock -= TimeUnit.DAYS.toNanos(2);
        tick(3);
        assertThat(steady.leases.owned()).hasSize(HALF);
        assertThat(leaping.leases.owned()).hasSize(HALF);
    }

    @Test
    void letsARestartedReplicaOfTheSameNameTakeWhatItHad() throws Exception {
        Replica before = join();
        tick(1);
        awake.remove(before);
        Replica after = new Replica(before.name);
        awake.add(after);

        tick(1);

        assertThat(after.leases.owned()).hasSize(Shards.COUNT);
        before.leases.renew();
        assertThat(before.leases.owned()).isEmpty();
    }

    @Test
    void leavesNoTraceOfTheDead() throws Exception {
        Replica survivor = join();
        Replica dead = join();
        tick(2);
        awake.remove(dead);
        tick(60);
        assertThat(new LeaseBucket(nats, service).last("member." + dead.name)).isEmpty();
        assertThat(new LeaseBucket(nats, service).last("member." + survivor.name))
                .isPresent();
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void convergesWhateverComesAndGoes(long seed) throws Exception {
        Random random = new Random(seed);
        List<Replica> asleep = new ArrayList<>();
        join();
        for (int round = 0; round < 60; round++) {
            switch (random.nextInt(8)) {
                case 0, 1 -> {
                    if (awake.size() < 6) {
                        join();
                    }
                }
                case 2 -> {
                    if (awake.size() > 1) {
                        leave(awake.get(random.nextInt(awake.size())));
                    }
                }
                case 3 -> {
                    if (awake.size() > 1) {
                        asleep.add(awake.remove(random.nextInt(awake.size())));
                    }
                }
                case 4 -> {
                    if (!asleep.isEmpty()) {
                        awake.add(asleep.remove(random.nextInt(asleep.size())));
                    }
                }
                default -> {}
            }
            java.util.Collections.shuffle(awake, random);
            tick(1);
            assertThat(lanes()).as("seed %d, round %d", seed, round).doesNotHaveDuplicates();
        }

        tick(TICKS_TO_TAKE_OVER + 3);

        assertThat(lanes()).hasSize(Shards.COUNT).doesNotHaveDuplicates();
        int least = Shards.COUNT / awake.size();
        assertThat(sizes()).allSatisfy(size -> assertThat(size).isBetween(least, least + 1));
    }

    private Replica join() throws Exception {
        Replica replica = new Replica("r" + joined++);
        awake.add(replica);
        return replica;
    }

    private void leave(Replica replica) throws Exception {
        awake.remove(replica);
        replica.leases.renew();
        for (Integer shard : replica.leases.owned()) {
            replica.leases.release(shard);
        }
        replica.leases.leave();
    }

    /** One after the other, as an intake does it: renew, give back, claim. */
    private void tick(int times) throws Exception {
        for (int i = 0; i < times; i++) {
            for (Replica replica : awake) {
                replica.clock += TICK.toNanos();
                replica.leases.renew();
                for (Integer shard : replica.leases.excess()) {
                    replica.leases.release(shard);
                }
                replica.leases.claim();
            }
        }
    }

    private List<Integer> sizes() {
        return awake.stream().map(replica -> replica.leases.owned().size()).toList();
    }

    /** Lanes of all who have just looked; one that is named twice has two owners. */
    private List<Integer> lanes() {
        return awake.stream()
                .map(replica -> replica.leases.owned())
                .flatMap(Collection::stream)
                .toList();
    }

    private final class Replica {
        private final String name;
        private final ShardLeases leases;
        private long clock = 1;

        private Replica(String name) throws Exception {
            this.name = name;
            this.leases = new ShardLeases(nats, new IntakeSettings(service, name, 1, 1, TICK), () -> clock);
        }
    }
}
