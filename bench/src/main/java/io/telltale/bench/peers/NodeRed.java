package io.telltale.bench.peers;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** Node-RED with the flow of {@code bench/peers/node-red}; {@code store} names the file there that stores. */
record NodeRed(String store) implements Peer.Storer {

    @Override
    public ChildProcess start(PeerServers servers, Path kit, int metrics, Path folder) throws Exception {
        servers.database().migrate();
        Path modules = kit.resolve("node_modules");
        Files.copy(ChildProcess.file("node-red/flow.json"), folder.resolve("flow.json"));
        List<String> command = List.of(
                "node",
                modules.resolve("node-red/red.js").toString(),
                "--settings",
                ChildProcess.file("node-red/settings.js").toString(),
                "--userDir",
                folder.toString());
        Map<String, String> environment = servers.environment();
        environment.put("NODE_PATH", modules.toString());
        environment.put(
                "PEER_STORE", ChildProcess.file("node-red/" + store + ".js").toString());
        return ChildProcess.start("node-red", folder, command, environment);
    }
}
