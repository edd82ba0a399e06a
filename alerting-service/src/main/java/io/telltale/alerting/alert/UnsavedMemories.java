package io.telltale.alerting.alert;

import io.telltale.events.SeriesKey;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The series whose memory has changed since it was saved, in the order in which that began: the longer ago, the more of the
 * stream a restart would have to read again. For the shard's thread.
 */
final class UnsavedMemories {

    private static final byte[] NOTHING = MemoryBytes.of(List.of());

    private final Map<SeriesKey, Since> changed = new LinkedHashMap<>();
    private final List<SeriesKey> handedOut = new ArrayList<>();
    private long sequence;

    /**
     * A series whose memory has changed.
     *
     * @param sequence of the first batch that changed it
     * @param watch null when it was forgotten
     */
    private record Since(long sequence, @Nullable SeriesWatch watch) {}

    void clear() {
        changed.clear();
        handedOut.clear();
    }

    boolean any() {
        return !changed.isEmpty();
    }

    /** What changes from now on is of this batch. */
    void at(long batch) {
        sequence = batch;
    }

    void add(SeriesWatch watch) {
        Since since = changed.get(watch.key());
        if (since == null || since.watch() != watch) {
            changed.put(watch.key(), new Since(since == null ? sequence : since.sequence(), watch));
        }
    }

    /** The memory of a series is gone; so must what was saved of it. */
    void forgotten(SeriesWatch watch) {
        Since since = changed.get(watch.key());
        changed.put(watch.key(), new Since(since == null ? sequence : since.sequence(), null));
    }

    Remembered oldest(int maxBytes) {
        List<SavedMemory> memories = new ArrayList<>();
        handedOut.clear();
        long bytes = 0;
        for (Map.Entry<SeriesKey, Since> next : changed.entrySet()) {
            if (bytes >= maxBytes) {
                return new Remembered(memories, next.getValue().sequence() - 1);
            }
            SeriesWatch watch = next.getValue().watch();
            SavedMemory memory = new SavedMemory(next.getKey(), watch == null ? NOTHING : watch.memory());
            memories.add(memory);
            handedOut.add(next.getKey());
            bytes += memory.state().length;
        }
        return new Remembered(memories, sequence);
    }

    /** What {@link #oldest} gave is saved. */
    void saved() {
        handedOut.forEach(changed::remove);
        handedOut.clear();
    }
}
