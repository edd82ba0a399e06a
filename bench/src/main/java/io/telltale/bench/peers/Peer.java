package io.telltale.bench.peers;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Mosquitto, something that subscribes to it and stores what comes, and TimescaleDB. Started anew for every measurement, on ports of its
 * own on 127.0.0.1. Called by one thread.
 *
 * @param name such as {@code telegraf}; also the name of its storing process
 * @param promise what it means here that a reading was acknowledged: who may lose it, and when
 * @param kit what {@code bench/peers/fetch} brings for it, if anything
 * @param rates readings a second, with one and with ten readings in a message, that it is about to hold: where a search begins
 */
public record Peer(String name, String promise, Optional<String> kit, Rates rates, Storer storer) {

    /** Readings a second. */
    public record Rates(double one, double ten) {

        /** For so many readings in a message. */
        public double of(int readingsPerMessage) {
            return readingsPerMessage == 1 ? one : ten;
        }
    }

    /** Makes the tables and starts the process between broker and database, which finds programs in {@code kit}. */
    interface Storer {
        ChildProcess start(PeerServers servers, Path kit, int metrics, Path folder) throws Exception;
    }

    /**
     * Brings what it needs into the cache, unless it is there.
     *
     * @throws IOException when it cannot be had on this machine, with the reason
     */
    public void fetch() throws IOException, InterruptedException {
        if (kit.isPresent()) {
            Kit.fetch(kit.get());
        }
    }

    /**
     * Starts it with tables that take so many metrics of a device.
     *
     * @param folder where a folder for it can be made
     * @throws Exception when it cannot run; what was started is gone then
     */
    public PeerAtWork start(int metrics, Path folder) throws Exception {
        Path programs = kit.isPresent() ? Kit.fetch(kit.get()) : folder;
        Path own = Files.createDirectory(folder.resolve(name));
        PeerServers servers = PeerServers.start(own);
        try {
            ChildProcess process = storer.start(servers, programs, metrics, own);
            try {
                FirstReading.await(servers, process, metrics);
                return new PeerAtWork(servers, process);
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
