package io.telltale.alerting.alert;

import java.util.List;

/**
 * What has to be saved so that a restart comes to the same memory.
 *
 * @param memories of the series whose saved form is oldest
 * @param rebuildFrom once these are saved, every saved memory and the readings after this sequence give the memory of now
 */
public record Remembered(List<SavedMemory> memories, long rebuildFrom) {

    /** Nothing to save, nothing to read again. */
    public static Remembered nothing(long upTo) {
        return new Remembered(List.of(), upTo);
    }
}
