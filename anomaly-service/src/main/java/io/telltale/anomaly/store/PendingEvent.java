package io.telltale.anomaly.store;

/** An anomaly's event that was committed and whose publishing is not confirmed yet. */
public record PendingEvent(String id, String subject, byte[] event) {}
