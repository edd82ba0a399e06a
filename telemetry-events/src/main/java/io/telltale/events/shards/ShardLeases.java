package io.telltale.events.shards;

import io.nats.client.Connection;
import io.nats.client.JetStreamApiException;
import io.nats.client.KeyValue;
import io.telltale.events.Shards;
import io.telltale.events.Streams;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Which lanes this replica owns: one key per lane in the bucket {@code leases}, held by renewing it before it expires,
 * and one per replica, so that each knows its fair share.
 *
 * <p>For one thread. Leases make double work rare; what makes it harmless is the compare-and-set on the progress in the
 * service's database.
 */
final class ShardLeases {

    private static final int WRONG_LAST_SEQUENCE = 10071;

    private final KeyValue bucket;
    private final String service;
    private final byte[] instance;
    private final String memberKey;
    private final Map<Integer, Long> owned = new TreeMap<>();

    ShardLeases(Connection nats, String service, String instance) throws IOException {
        this.bucket = nats.keyValue(Streams.LEASES);
        this.service = service;
        this.instance = instance.getBytes(StandardCharsets.UTF_8);
        this.memberKey = service + ".member." + instance;
    }

    /** Lanes owned now. */
    Set<Integer> owned() {
        return Set.copyOf(owned.keySet());
    }

    /** Shows this replica as alive, renews what it owns; lanes whose lease was lost are no longer owned afterwards. */
    void renew() throws IOException, JetStreamApiException {
        bucket.put(memberKey, instance);
        for (Integer shard : Set.copyOf(owned.keySet())) {
            try {
                owned.put(shard, bucket.update(key(shard), instance, owned.getOrDefault(shard, 0L)));
            } catch (JetStreamApiException e) {
                if (e.getApiErrorCode() != WRONG_LAST_SEQUENCE) {
                    throw e;
                }
                owned.remove(shard);
            }
        }
    }

    /** Takes free lanes until the fair share is reached. */
    void claim() throws IOException, JetStreamApiException, InterruptedException {
        int share = fairShare();
        if (owned.size() >= share) {
            return;
        }
        Set<Integer> free = freeShards();
        for (Integer shard : free) {
            if (owned.size() >= share) {
                return;
            }
            try {
                owned.put(shard, bucket.create(key(shard), instance));
            } catch (JetStreamApiException e) {
                if (e.getApiErrorCode() != WRONG_LAST_SEQUENCE) {
                    throw e;
                }
                // Another replica was faster.
            }
        }
    }

    /** Lanes owned beyond the fair share, to be given to replicas that joined. */
    Set<Integer> excess() throws IOException, JetStreamApiException, InterruptedException {
        int share = fairShare();
        Set<Integer> excess = new TreeSet<>();
        for (Integer shard : owned.keySet()) {
            if (owned.size() - excess.size() > share) {
                excess.add(shard);
            }
        }
        return excess;
    }

    /** Gives a lane back, if it is still held. */
    void release(int shard) throws IOException, JetStreamApiException {
        Long revision = owned.remove(shard);
        if (revision == null) {
            return;
        }
        try {
            bucket.delete(key(shard), revision);
        } catch (JetStreamApiException e) {
            if (e.getApiErrorCode() != WRONG_LAST_SEQUENCE) {
                throw e;
            }
            // It expired or was taken over in between: it is given back already.
        }
    }

    /** Takes this replica off the list of the living. */
    void leave() throws IOException, JetStreamApiException {
        bucket.delete(memberKey);
    }

    private int fairShare() throws IOException, JetStreamApiException, InterruptedException {
        int members = Math.max(1, bucket.keys(service + ".member.*").size());
        return (Shards.COUNT + members - 1) / members;
    }

    private Set<Integer> freeShards() throws IOException, JetStreamApiException, InterruptedException {
        Set<String> taken = Set.copyOf(bucket.keys(service + ".shard.*"));
        Set<Integer> free = new TreeSet<>();
        for (int shard = 0; shard < Shards.COUNT; shard++) {
            if (!taken.contains(key(shard))) {
                free.add(shard);
            }
        }
        return free;
    }

    private String key(int shard) {
        return service + ".shard." + shard;
    }
}
