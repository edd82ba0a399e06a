package io.telltale.bench.peers;

import io.telltale.bench.endtoend.Case;
import io.telltale.bench.endtoend.Contender;
import io.telltale.bench.endtoend.Running;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * Mosquitto, something that subscribes to it and stores what comes, and TimescaleDB.
 *
 * @param durability who loses what
 * @param tool that must be on the PATH, if any
 * @param guess readings a second that it surely does, one a message
 * @param storer what stores
 */
record Peer(String name, String durability, Optional<String> tool, double guess, Storer storer) implements Contender {

    /** Makes the tables and starts the process between broker and database. */
    interface Storer {
        ChildProcess start(PeerServers servers, Case work, Path folder) throws Exception;
    }

    @Override
    public Kind kind() {
        return Kind.PEER;
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
    public boolean takesPart(Case work) {
        return work.door() == Case.Door.LISTENER && work.qos() == 1;
    }

    @Override
    public double firstGuess(Case work) {
        return guess;
    }

    @Override
    public Running start(Case work, Path folder) throws Exception {
        PeerServers servers = PeerServers.start(folder);
        try {
            ChildProcess process = storer.start(servers, work, folder);
            PeerAtWork peer = new PeerAtWork(servers, process);
            try {
                FirstReading.await(servers, process, work.readingsPerMessage());
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
