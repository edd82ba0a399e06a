package io.telltale.registry.directory;

import io.telltale.events.ProfileEntry;
import java.io.IOException;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Keeps the bucket {@code profiles} equal to the table: brings what was noted as changed, and now and then compares
 * everything. Only what differs is written, so that nobody is told of a change that is none. Confined to the keeper's
 * thread; profiles are few, so a comparison is one step.
 */
final class ProfilePublisher {

    private final DirectoryTable table;
    private final ProfileRows rows;
    private final KeyValues bucket;
    private final int batch;

    ProfilePublisher(DirectoryTable table, KeyValues bucket, int batch) {
        this.table = table;
        this.rows = table.profiles();
        this.bucket = bucket;
        this.batch = batch;
    }

    /** Brings the oldest changes to the bucket; tells how many, zero when none waits. */
    int publishSome() throws SQLException, IOException, InterruptedException {
        List<PendingProfile> changes = rows.pending(batch);
        if (changes.isEmpty()) {
            return 0;
        }
        follow(changes.stream().map(PendingProfile::key).collect(Collectors.toCollection(LinkedHashSet::new)));
        table.requireLead();
        rows.remove(changes);
        return changes.size();
    }

    /** Compares all profiles of the table and all keys of the bucket. */
    void compare() throws SQLException, IOException, InterruptedException {
        Set<String> keys = new LinkedHashSet<>(rows.keys());
        try (BucketKeys walk = bucket.keys()) {
            while (!walk.finished()) {
                keys.addAll(walk.next(batch));
            }
        }
        List<String> all = List.copyOf(keys);
        for (int from = 0; from < all.size(); from += batch) {
            follow(all.subList(from, Math.min(all.size(), from + batch)));
        }
    }

    /** Writes what the table says of these keys now, where the bucket says something else. */
    private void follow(Collection<String> keys) throws SQLException, IOException, InterruptedException {
        Map<String, KeyValues.Value> there = bucket.read(keys);
        Map<String, ProfileEntry> wanted = rows.entries(keys);
        Map<String, byte[]> put = new LinkedHashMap<>();
        List<String> removed = new ArrayList<>();
        there.forEach((key, value) -> {
            ProfileEntry entry = wanted.get(key);
            if (entry == null) {
                value.value().ifPresent(orphan -> removed.add(key));
            } else if (!Objects.equals(value.value().flatMap(ProfilePublisher::parse), Optional.of(entry))) {
                put.put(key, entry.toBytes());
            }
        });
        bucket.write(put, removed, KeyValues.revisions(there));
    }

    private static Optional<ProfileEntry> parse(byte[] value) {
        try {
            return Optional.of(ProfileEntry.parse(value));
        } catch (IOException | RuntimeException e) {
            // Whatever stands there is not ours: it differs from the table and is overwritten.
            return Optional.empty();
        }
    }
}
