package io.telltale.bench.peers;

import java.nio.file.Path;
import java.util.List;

/** A main class with Paho and JDBC, as a process of that name. */
record Script(String name, Class<?> main) implements Peer.Storer {

    @Override
    public ChildProcess start(PeerServers servers, Path kit, int metrics, Path folder) throws Exception {
        servers.database().migrate();
        return ChildProcess.java(name, folder, List.of("-Xmx512m"), main, List.of(), servers.environment());
    }
}
