package io.telltale.ingest.admission;

/**
 * One thing that was refused.
 *
 * @param reason the kind of fault
 * @param detail what exactly was wrong and what is expected, for the one who has to mend it
 */
public record Refusal(Reason reason, String detail) {}
