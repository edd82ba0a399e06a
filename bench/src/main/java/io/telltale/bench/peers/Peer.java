package io.telltale.bench.peers;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * Mosquitto, something that subscribes to it and stores what comes, and TimescaleDB.
 *
 * @param durability who loses what
 * @param tool that must be on the PATH, if any
 * @param storer what stores
 */
record Peer(String name, String durability, Optional<String> tool, Storer storer) implements Contender {

    /** Makes the tables and starts the process between broker and database. */
    interface Storer {
        ChildProcess start(PeerServers servers, int readings, Path folder) throws Exception;
    }

    @Override
    public Optional<String> missing() {
        return tool.filter(name -> !onPath(name)).map(name -> name + " is not on this machine");
    }

    private static boolean onPath(String tool) {
        String path = System.getenv("PATH");
        return path != null
                && List.of(path.split(":")).stream().anyMatch(folder -> Files.isExecutable(Path.of(folder, tool)));
    }

    @Override
    public Running start(int readings, Path folder) throws Exception {
        PeerServers servers = PeerServers.start(folder);
        try {
            ChildProcess process = storer.start(servers, readings, folder);
            PeerAtWork peer = new PeerAtWork(servers, process);
            try {
                FirstReading.await(servers, process, readings);
                return peer;
            } catch (Exception e) {
                process.close();
                throw e;
            }
        } catch (Exception e) {
            servers.close();
            throw e;
        }
    }
}
