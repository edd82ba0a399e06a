package io.telltale.bench.durability;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;

/** A server brought by {@code deploy/local/servers}, configured as in the local stack, in a folder of its own. */
public record LocalServer(String kind, Path folder) implements AutoCloseable {

    private static final int PORTS_TRIED = 200;

    /** Starts it and waits until it answers. */
    public static LocalServer start(String kind, Path folder) throws IOException, InterruptedException {
        return start(kind, folder, Map.of());
    }

    /** The same with settings of its own, see {@code deploy/local/servers help}. An interruption meanwhile ends it again. */
    public static LocalServer start(String kind, Path folder, Map<String, String> settings)
            throws IOException, InterruptedException {
        Files.createDirectories(folder);
        LocalServer server = new LocalServer(kind, folder);
        try {
            servers(settings, "start", kind, folder.toString(), String.valueOf(freePort()));
        } catch (InterruptedException e) {
            server.close();
            throw e;
        }
        return server;
    }

    /** A port below those of outgoing connections. */
    public static int freePort() throws IOException {
        for (int i = 0; i < PORTS_TRIED; i++) {
            int port = ThreadLocalRandom.current().nextInt(15_000, 32_000);
            try (ServerSocket socket = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
                return socket.getLocalPort();
            } catch (IOException taken) {
                // the next one, then
            }
        }
        throw new IOException("no free port between 15000 and 31999");
    }

    /** A line of the server's credentials. */
    public String credential(String key) throws IOException {
        return Files.readAllLines(folder.resolve("credentials")).stream()
                .filter(line -> line.startsWith(key + "="))
                .map(line -> line.substring(key.length() + 1))
                .findFirst()
                .orElseThrow(() -> new IOException(folder + "/credentials has no " + key));
    }

    /** Its process, as of now; PostgreSQL's others are children of it. */
    public long pid() throws IOException {
        return Long.parseLong(Files.readString(folder.resolve("pid")).strip());
    }

    /**
     * Calls the script; what it printed is the answer, or the failure's message. An interruption waits for its end: a server half
     * started would be nobody's.
     */
    public static String servers(String... arguments) throws IOException, InterruptedException {
        return servers(Map.of(), arguments);
    }

    private static String servers(Map<String, String> settings, String... arguments)
            throws IOException, InterruptedException {
        List<String> command = new ArrayList<>();
        command.add("setsid"); // a Ctrl-C at the terminal must not end it half way
        command.add(root().resolve("deploy/local/servers").toString());
        command.addAll(List.of(arguments));
        Path output = Files.createTempFile("telltale-servers-", ".out");
        try {
            ProcessBuilder script =
                    new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(output.toFile());
            script.environment().putAll(settings);
            int status = end(script.start());
            String said = Files.readString(output).strip();
            if (status != 0) {
                throw new IOException(String.join(" ", command) + " ended with " + status + ": " + said);
            }
            return said;
        } finally {
            Files.delete(output);
        }
    }

    private static int end(Process script) throws InterruptedException {
        try {
            return script.waitFor();
        } catch (InterruptedException e) {
            script.onExit().join();
            throw e;
        }
    }

    /** The repository: {@code telltale.root}, else the folder, here or above, that has the script. */
    public static Path root() {
        String named = System.getProperty("telltale.root");
        Path here = Path.of(named == null ? "" : named).toAbsolutePath();
        for (Path folder = here; folder != null; folder = folder.getParent()) {
            if (Files.isExecutable(folder.resolve("deploy/local/servers"))) {
                return folder;
            }
        }
        throw new IllegalStateException("run this inside the repository: no deploy/local/servers in " + here);
    }

    @Override
    public void close() throws IOException, InterruptedException {
        servers("stop", kind, folder.toString());
    }
}
