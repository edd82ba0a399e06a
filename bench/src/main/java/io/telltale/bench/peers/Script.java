package io.telltale.bench.peers;

import java.nio.file.Path;
import java.util.List;

/** A main class with Paho and JDBC, as a process. */
record Script(Class<?> main) implements Peer.Storer {

    @Override
    public ChildProcess start(PeerServers servers, int readings, Path folder) throws Exception {
        servers.database().migrate();
        return ChildProcess.java("script", folder, List.of("-Xmx512m"), main, List.of(), servers.environment());
    }
}
