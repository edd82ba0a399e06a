package io.telltale.registry.directory;

import io.telltale.events.DeviceEntry;
import java.io.IOException;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * One full comparison of table and bucket, done in steps so that changes can be published in between.
 *
 * <p>First along the table: what is missing in the bucket is added, what differs is overwritten. Then along the bucket:
 * what has no device is removed. Devices with a change that still waits are left to that change. Nothing else writes to
 * the bucket during a step, so a step never brings back what a change has just replaced. One page is in memory at a time.
 */
final class Reconciliation implements AutoCloseable {

    private final DirectoryTable table;
    private final DirectoryBucket bucket;
    private final int page;
    private final Mended mended;

    private DeviceKey last = DeviceKey.FIRST;
    private boolean tableDone;
    private Optional<BucketKeys> walk = Optional.empty();
    private boolean finished;

    Reconciliation(DirectoryTable table, DirectoryBucket bucket, int page, Mended mended) {
        this.table = table;
        this.bucket = bucket;
        this.page = page;
        this.mended = mended;
    }

    /** Whether everything has been compared. */
    boolean finished() {
        return finished;
    }

    /** Compares and mends one page. */
    void step() throws SQLException, IOException, InterruptedException {
        if (!tableDone) {
            compareTable();
        } else {
            removeOrphans();
        }
    }

    @Override
    public void close() {
        walk.ifPresent(BucketKeys::close);
        walk = Optional.empty();
    }

    private void compareTable() throws SQLException, IOException, InterruptedException {
        List<DeviceEntry> wanted = table.settledAfter(last, page);
        Map<DeviceKey, Optional<DeviceEntry>> found =
                bucket.read(wanted.stream().map(DeviceKey::of).toList());
        List<DeviceKey> missing = new ArrayList<>();
        List<DeviceKey> wrong = new ArrayList<>();
        for (DeviceEntry entry : wanted) {
            Optional<DeviceEntry> there = found.get(DeviceKey.of(entry));
            if (there == null) {
                missing.add(DeviceKey.of(entry));
            } else if (!there.equals(Optional.of(entry))) {
                wrong.add(DeviceKey.of(entry));
            }
        }
        mend(missing);
        mend(wrong);
        mended.missing(missing.size());
        mended.wrong(wrong.size());
        mended.right(wanted.size() - missing.size() - wrong.size());
        tableDone = wanted.size() < page;
        last = wanted.isEmpty() ? last : DeviceKey.of(wanted.getLast());
    }

    /** Reads the table once more, after the revisions, so that a replica that stands still here does no harm later. */
    private void mend(List<DeviceKey> keys) throws SQLException, IOException, InterruptedException {
        if (!keys.isEmpty()) {
            Map<String, String> revisions =
                    bucket.revisions(keys.stream().map(DeviceKey::inBucket).toList());
            bucket.write(table.entries(keys), List.of(), revisions);
        }
    }

    private void removeOrphans() throws SQLException, IOException, InterruptedException {
        if (walk.isEmpty()) {
            walk = Optional.of(bucket.keys());
        }
        BucketKeys keys = walk.get();
        if (!keys.finished()) {
            List<String> there = keys.next(page);
            Map<String, String> revisions = bucket.revisions(there);
            List<String> orphans = orphans(there);
            bucket.write(List.of(), orphans, revisions);
            mended.orphan(orphans.size());
        }
        finished = keys.finished();
        if (finished) {
            close();
        }
    }

    /** A key that can't name a device at all is an orphan, too. */
    private List<String> orphans(List<String> keys) throws SQLException {
        List<String> orphans = new ArrayList<>();
        List<DeviceKey> possible = new ArrayList<>();
        for (String key : keys) {
            DeviceKey.parse(key).ifPresentOrElse(possible::add, () -> orphans.add(key));
        }
        table.strangers(possible).stream().map(DeviceKey::inBucket).forEach(orphans::add);
        return orphans;
    }

    /** Where the counts go. */
    interface Mended {
        void missing(int devices);

        void wrong(int devices);

        void right(int devices);

        void orphan(int keys);
    }
}
