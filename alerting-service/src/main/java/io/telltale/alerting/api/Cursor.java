package io.telltale.alerting.api;

import io.telltale.http.PageQuery;
import io.telltale.http.Problem;

/** Reads the {@code next} of a list that is ordered by a growing number. */
final class Cursor {

    private Cursor() {}

    /** The place to go on after, in a list of the oldest first. */
    static long oldestFirst(PageQuery page) {
        return of(page, 0);
    }

    /** The place to go on before, in a list of the newest first. */
    static long newestFirst(PageQuery page) {
        return of(page, Long.MAX_VALUE);
    }

    private static long of(PageQuery page, long start) {
        try {
            return page.after().map(Long::parseLong).orElse(start);
        } catch (NumberFormatException e) {
            throw Problem.invalid("after", "must be the `next` of a page of this list");
        }
    }
}
