package io.telltale.registry.directory;

import io.telltale.events.DeviceEntry;
import java.io.IOException;
import java.sql.SQLException;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Brings committed changes to the bucket: reads the oldest, writes what the table says of those devices now, reports one
 * event each and only then forgets the changes. Whatever fails in between is done again; doing it twice changes nothing.
 * A replica that stood still in between overwrites nothing that another has written (see {@link DirectoryBucket#write}).
 */
final class ChangePublisher {

    private final DirectoryTable table;
    private final DirectoryBucket bucket;
    private final int batch;

    ChangePublisher(DirectoryTable table, DirectoryBucket bucket, int batch) {
        this.table = table;
        this.bucket = bucket;
        this.batch = batch;
    }

    /** Publishes the oldest changes; tells how many, zero when none waits. */
    int publishSome() throws SQLException, IOException, InterruptedException {
        List<PendingChange> changes = table.pending(batch);
        if (changes.isEmpty()) {
            return 0;
        }
        Set<DeviceKey> changed =
                changes.stream().map(PendingChange::key).collect(Collectors.toCollection(LinkedHashSet::new));
        Map<String, String> revisions =
                bucket.revisions(changed.stream().map(DeviceKey::inBucket).toList());
        List<DeviceEntry> present = table.entries(changed);
        Set<DeviceKey> removed = new LinkedHashSet<>(changed);
        present.stream().map(DeviceKey::of).forEach(removed::remove);
        bucket.write(present, removed.stream().map(DeviceKey::inBucket).toList(), revisions);
        table.requireLead();
        bucket.report(changes.stream().map(PendingChange::event).toList());
        table.remove(changes);
        return changes.size();
    }
}
