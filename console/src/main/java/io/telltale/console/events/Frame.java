package io.telltale.console.events;

import static java.nio.charset.StandardCharsets.UTF_8;

import org.jspecify.annotations.Nullable;

/**
 * One server-sent event, ready for the wire.
 *
 * @param kind its {@code event:} name
 * @param bytes the whole block, blank line included
 * @see <a href="https://html.spec.whatwg.org/multipage/server-sent-events.html">Server-sent events</a>
 */
record Frame(String kind, byte[] bytes) {

    /** A line that means nothing to a client but keeps the connection from being taken for dead. */
    static final byte[] HEARTBEAT = ": heartbeat\n\n".getBytes(UTF_8);

    /** An event that a client can resume after: {@code id} is its sequence on the stream. */
    static Frame resumable(long id, String kind, String json) {
        return of(Long.toString(id), kind, json);
    }

    /** An event of the moment, not to be had again. */
    static Frame passing(String kind, String json) {
        return of(null, kind, json);
    }

    /** Tells a slow client how many events it was too slow for. */
    static Frame missed(long count) {
        return passing("missed", "{\"missed\":" + count + "}");
    }

    private static Frame of(@Nullable String id, String kind, String json) {
        StringBuilder block = new StringBuilder(json.length() + 64);
        if (id != null) {
            block.append("id: ").append(id).append('\n');
        }
        block.append("event: ").append(kind).append('\n');
        json.lines().forEach(line -> block.append("data: ").append(line).append('\n'));
        return new Frame(kind, block.append('\n').toString().getBytes(UTF_8));
    }
}
