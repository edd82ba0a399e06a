package io.telltale.bench.peers;

import java.net.InetSocketAddress;
import java.util.Map;
import java.util.Optional;

/**
 * A contender at work, for {@code sim load --anonymous}. {@link #close} stops every process it started and waits for that; a Ctrl-C
 * may call it from another thread.
 */
interface Running extends AutoCloseable {

    /** Its processes by name, each with its pid as of now; children count with it. */
    Map<String, Long> processes();

    /** Where devices connect, without a login. */
    InetSocketAddress mqtt();

    /**
     * Where the readings are, as {@code postgresql://user:password@host:port/database}; empty when nothing is stored. There are, as
     * tables or views, {@code series(series_id int, tenant text, device text, metric text)} and {@code readings(series_id int, ts
     * timestamptz, value double precision)}; tenant is {@code default}.
     */
    Optional<String> store();

    @Override
    void close() throws Exception;
}
