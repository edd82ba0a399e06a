package io.telltale.bench.durability;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

/**
 * A nats-server that acknowledges before the disk has it: the local stack's own configuration less the line {@code sync_interval: always},
 * so it syncs every two minutes, as nats-server does by default.
 */
record RelaxedNats(Process process, String url) implements AutoCloseable {

    private static final String SYNC = "sync_interval: always";

    static RelaxedNats start(Path folder) throws IOException, InterruptedException {
        Path configuration = folder.resolve("relaxed.conf");
        String url;
        try (LocalServer template = LocalServer.start("nats", folder)) {
            url = template.credential("NATS_URL");
            String strict = Files.readString(folder.resolve("nats.conf"));
            if (!strict.contains(SYNC)) {
                throw new IOException("the local stack's nats-server is configured without " + SYNC);
            }
            Files.writeString(configuration, strict.replace(SYNC, ""));
        }
        Process process = new ProcessBuilder(
                        LocalServer.servers("which", "nats-server"), "-c", configuration.toString())
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("relaxed.log").toFile())
                .start();
        Runtime.getRuntime().addShutdownHook(new Thread(process::destroy));
        RelaxedNats server = new RelaxedNats(process, url);
        server.await(folder);
        return server;
    }

    /** It says so in its log, the last thing it does while starting. */
    private void await(Path folder) throws IOException, InterruptedException {
        Path log = folder.resolve("relaxed.log");
        long patience = System.nanoTime() + TimeUnit.SECONDS.toNanos(30);
        while (!Files.readString(log).contains("Server is ready")) {
            if (System.nanoTime() > patience || process.waitFor(20, TimeUnit.MILLISECONDS)) {
                process.destroy();
                throw new IOException("nats-server did not start: " + Files.readString(log));
            }
        }
    }

    @Override
    public void close() throws InterruptedException {
        process.destroy();
        process.waitFor();
    }
}
