package io.telltale.bench.peers;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** Node-RED with the flow of {@code bench/peers/node-red}; {@code store} names the file there that stores. */
record NodeRed(String store) implements Peer.Storer {

    @Override
    public ChildProcess start(PeerServers servers, int readings, Path folder) throws Exception {
        servers.database().migrate();
        Path installed = Fetched.folder("node-red");
        Path user = Files.createDirectory(folder.resolve("node-red"));
        Files.copy(ChildProcess.file("node-red/flow.json"), user.resolve("flow.json"));
        List<String> command = List.of(
                "node",
                installed.resolve("node_modules/node-red/red.js").toString(),
                "--settings",
                ChildProcess.file("node-red/settings.js").toString(),
                "--userDir",
                user.toString());
        Map<String, String> environment = servers.environment();
        environment.put("NODE_PATH", installed.resolve("node_modules").toString());
        environment.put(
                "PEER_STORE", ChildProcess.file("node-red/" + store + ".js").toString());
        return ChildProcess.start("node-red", user, command, environment);
    }

    /** What {@code bench/peers/fetch} brings. */
    static final class Fetched {

        private Fetched() {}

        static Path folder(String peer) throws IOException, InterruptedException {
            Process fetch = new ProcessBuilder(ChildProcess.file("fetch").toString(), peer)
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
            String said = new String(fetch.getInputStream().readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
            if (fetch.waitFor() != 0) {
                throw new IOException("bench/peers/fetch " + peer + " failed: run it to see why");
            }
            return Path.of(said.strip());
        }
    }
}
