package io.telltale.alerting.alert;

import io.telltale.events.SeriesKey;

/**
 * What the rules remember of a series, written down.
 *
 * @param series whose readings were folded; of a composite the series its alerts are filed under
 * @param state what {@link MemoryBytes} reads; nothing but a version when there is nothing to remember
 */
@SuppressWarnings("ArrayRecordComponent") // written once, handed to the database, never compared
public record SavedMemory(SeriesKey series, byte[] state) {}
