package io.telltale.ingest.deadletter;

import io.telltale.http.PageQuery;
import io.telltale.http.Problem;

/**
 * The letters of one undertaking over several calls: where this call begins, and the newest letter when the first began.
 *
 * @param from the first id
 * @param through the last id
 */
record Span(long from, long through) {

    /** All letters there are now, or what an earlier call left of them: {@code ?after=from-through}. */
    static Span of(PageQuery page, DeadLetterArchive archive) {
        return page.after().map(Span::parse).orElseGet(() -> new Span(1, archive.last()));
    }

    /** The cursor of the call after this one. */
    String next(long from) {
        return from + "-" + through;
    }

    private static Span parse(String cursor) {
        String[] ends = cursor.split("-", -1);
        if (ends.length != 2) {
            throw Problem.invalid("after", "is not the next of the call before");
        }
        return new Span(DeadLetterDesk.id("after", ends[0]), DeadLetterDesk.id("after", ends[1]));
    }
}
