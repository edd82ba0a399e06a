package io.telltale.events.shards;

import io.nats.client.Connection;
import io.nats.client.JetStreamApiException;
import io.telltale.events.Shards;
import io.telltale.events.shards.LeaseBucket.Entry;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import java.util.function.LongSupplier;

/**
 * Which lanes this replica owns. In the bucket {@code leases} each replica has one key that it keeps writing, its heartbeat,
 * and each lane one key that names the session that owns it. A lane is free when nobody holds it or when its holder is dead:
 * silent for five ticks, and buried by whoever noticed, so that it finds its session
 * ended should it wake up.
 *
 * <p>For one thread. Leases make double work rare; what makes it harmless is the compare-and-set on the progress in the
 * service's database. While the bucket has no leader nobody can claim and nobody loses anything.
 */
final class ShardLeases {

    private static final System.Logger LOG = System.getLogger(ShardIntake.class.getName());
    private static final String MEMBER = "member.";
    private static final String SHARD = "shard.";

    private final LeaseBucket bucket;
    private final String service;
    private final String instance;
    private final Duration tick;
    private final LongSupplier nanoTime;
    private final LeaseMembers members;
    private final Map<Integer, Long> owned = new TreeMap<>();
    private Map<String, Entry> view = Map.of();
    private String session;
    private long heartbeat;

    ShardLeases(Connection nats, IntakeSettings settings) throws IOException {
        this(nats, settings, System::nanoTime);
    }

    ShardLeases(Connection nats, IntakeSettings settings, LongSupplier nanoTime) throws IOException {
        this.bucket = new LeaseBucket(nats, settings.service());
        this.service = settings.service();
        this.instance = settings.instance();
        this.tick = settings.tick();
        this.nanoTime = nanoTime;
        this.members = new LeaseMembers(tick);
        this.session = newSession();
    }

    /** Lanes owned now. */
    Set<Integer> owned() {
        return Set.copyOf(owned.keySet());
    }

    /**
     * Shows this replica as alive and looks who else is and who owns what; lanes that were lost are no longer owned
     * afterwards. When it throws, nothing has changed.
     */
    void renew() throws IOException, JetStreamApiException, InterruptedException {
        beat();
        view = bucket.read(MEMBER + instance, heartbeat);
        members.observe(startingWith(MEMBER), nanoTime.getAsLong());
        owned.clear();
        startingWith(SHARD).forEach((shard, entry) -> {
            if (entry.value().equals(session)) {
                owned.put(Integer.valueOf(shard), entry.revision());
            }
        });
        buryTheSilent();
    }

    /** Takes free lanes until the fair share is reached. */
    void claim() throws IOException, JetStreamApiException {
        int share = fairShare();
        Set<String> sessions = members.sessions();
        for (Integer shard : fromMyOwnCorner()) {
            if (owned.size() >= share) {
                return;
            }
            Entry entry = view.get(SHARD + shard);
            if (!owned.containsKey(shard) && (entry == null || !sessions.contains(entry.value()))) {
                OptionalLong taken = bucket.replace(SHARD + shard, session, entry == null ? 0 : entry.revision());
                // When it is empty another replica was faster.
                taken.ifPresent(revision -> owned.put(shard, revision));
            }
        }
    }

    /** Lanes owned beyond the fair share, to be given to replicas that joined. */
    Set<Integer> excess() {
        int share = fairShare();
        return new TreeSet<>(owned.keySet().stream().skip(share).toList());
    }

    /** Gives a lane back, if it is still held. */
    void release(int shard) throws IOException, JetStreamApiException {
        Long revision = owned.remove(shard);
        if (revision != null) {
            // When it is not deleted it was taken over in between: it is given back already.
            bucket.delete(SHARD + shard, revision);
        }
    }

    /** Takes this replica off the list of the living. */
    void leave() throws IOException, JetStreamApiException {
        if (heartbeat > 0) {
            bucket.delete(MEMBER + instance, heartbeat);
        }
    }

    private void beat() throws IOException, JetStreamApiException {
        String value = LeaseMembers.heartbeat(session, tick);
        if (heartbeat == 0) {
            heartbeat = bucket.put(MEMBER + instance, value);
            return;
        }
        OptionalLong written = bucket.replace(MEMBER + instance, value, heartbeat);
        if (written.isPresent()) {
            heartbeat = written.getAsLong();
        } else {
            resume(value);
        }
    }

    /** Either a heartbeat of ours arrived though its confirmation did not, or somebody has ended our session. */
    private void resume(String value) throws IOException, JetStreamApiException {
        Entry last = bucket.last(MEMBER + instance).orElse(new Entry(0, ""));
        if (last.value().equals(value)) {
            heartbeat = last.revision();
            return;
        }
        LOG.log(
                System.Logger.Level.WARNING,
                "taken for dead, beginning anew service={0} instance={1} shards={2}",
                service,
                instance,
                owned.size());
        owned.clear();
        session = newSession();
        heartbeat = bucket.put(MEMBER + instance, LeaseMembers.heartbeat(session, tick));
    }

    /** Afterwards their next heartbeat fails, so what they held is free for good. */
    private void buryTheSilent() throws IOException, JetStreamApiException {
        for (Map.Entry<String, Long> member : members.silent().entrySet()) {
            if (bucket.delete(MEMBER + member.getKey(), member.getValue())) {
                LOG.log(
                        System.Logger.Level.INFO,
                        "replica is silent, its shards are free service={0} instance={1}",
                        service,
                        member.getKey());
            } else {
                members.heardOf(member.getKey());
            }
        }
        for (Map.Entry<String, Long> member : members.forgettable().entrySet()) {
            bucket.forget(MEMBER + member.getKey(), member.getValue());
        }
    }

    /** All lanes divided by all who live; the first of them take what is left over. */
    private int fairShare() {
        List<String> living = List.copyOf(members.living());
        int rank = living.indexOf(instance);
        int replicas = Math.max(1, living.size());
        return Shards.COUNT / replicas + (rank < Shards.COUNT % replicas ? 1 : 0);
    }

    /** Every lane, each replica beginning elsewhere, so that those who claim at once do not all want the same. */
    private List<Integer> fromMyOwnCorner() {
        List<String> living = List.copyOf(members.living());
        int first = Math.max(0, living.indexOf(instance)) * Shards.COUNT / Math.max(1, living.size());
        List<Integer> shards = new ArrayList<>();
        for (int i = 0; i < Shards.COUNT; i++) {
            shards.add((first + i) % Shards.COUNT);
        }
        return shards;
    }

    private Map<String, Entry> startingWith(String prefix) {
        Map<String, Entry> found = new HashMap<>();
        view.forEach((key, entry) -> {
            if (key.startsWith(prefix)) {
                found.put(key.substring(prefix.length()), entry);
            }
        });
        return found;
    }

    private String newSession() {
        return instance + '~' + UUID.randomUUID().toString().substring(0, 8);
    }
}
