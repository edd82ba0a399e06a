package io.telltale.testkit;

import static java.util.stream.Collectors.toMap;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.awaitility.Awaitility;

/**
 * One real server in a folder of its own. All its state is in that folder, so any number of these may stand for the same server
 * (see {@link OncePerJvm}). A shared server refuses to be stopped: its neighbours would fail.
 */
public final class ServerProcess {
    private static final int PORTS_TRIED = 5;

    private final ServerKind kind;
    private final Path folder;
    private final boolean shared;

    private ServerProcess(ServerKind kind, Path folder, boolean shared) {
        this.kind = kind;
        this.folder = folder;
        this.shared = shared;
    }

    static ServerProcess shared(ServerKind kind) {
        return new ServerProcess(kind, OncePerJvm.folder(kind.word(), () -> bring(kind, Map.of())), true);
    }

    static ServerProcess own(ServerKind kind) {
        return own(kind, Map.of());
    }

    /** With settings of {@code deploy/local/servers} for its first start; the server remembers them. */
    static ServerProcess own(ServerKind kind, Map<String, String> settings) {
        return new ServerProcess(kind, bring(kind, settings), false);
    }

    private static Path bring(ServerKind kind, Map<String, String> settings) {
        TestFolder.sweep();
        Path folder = TestFolder.create(kind.word());
        StopAtExit.server(kind, folder);
        ServersScript.Result result = start(kind, folder, FreePort.choose(), settings);
        for (int tried = 1; tried < PORTS_TRIED && result.mayWorkOnAnotherPort(); tried++) {
            result = start(kind, folder, FreePort.choose(), settings);
        }
        if (!result.ok()) {
            throw failure("start", kind, result);
        }
        return folder;
    }

    private static ServersScript.Result start(ServerKind kind, Path folder, int port, Map<String, String> settings) {
        return ServersScript.run(folder, settings, "start", kind.word(), folder.toString(), Integer.toString(port));
    }

    private static IllegalStateException failure(String verb, ServerKind kind, ServersScript.Result result) {
        return new IllegalStateException("cannot %s the %s server this test needs (status %d):%n%s"
                .formatted(verb, kind.word(), result.status(), result.output()));
    }

    /** Where all its state is. */
    Path folder() {
        return folder;
    }

    /** The port, which stays the same over {@link #stop} and {@link #start}. */
    int port() {
        return Integer.parseInt(read("port"));
    }

    /** A value of the server's credentials file. */
    String credential(String key) {
        Map<String, String> all = read("credentials")
                .lines()
                .map(line -> line.split("=", 2))
                .filter(pair -> pair.length == 2)
                .collect(toMap(pair -> pair[0], pair -> pair[1]));
        String value = all.get(key);
        if (value == null) {
            throw new IllegalStateException(folder + "/credentials has no " + key + ", only " + all.keySet());
        }
        return value;
    }

    /** Brings a stopped or killed server back on its port and with its data. */
    void start() {
        ServersScript.Result result = start(kind, folder, port(), Map.of());
        if (!result.ok()) {
            throw failure("restart", kind, result);
        }
    }

    /** Ends it in good order. */
    void stop() {
        refuseShared("stop");
        ServersScript.Result result = ServersScript.run(folder, "stop", kind.word(), folder.toString());
        if (!result.ok()) {
            throw failure("stop", kind, result);
        }
    }

    /**
     * Ends it and all its processes at once with SIGKILL, as when the machine lost power. Waits until init has collected them too:
     * PostgreSQL does not start beside the zombie of its predecessor.
     */
    void kill() {
        refuseShared("kill");
        List<ProcessHandle> all = processes();
        all.forEach(ProcessHandle::destroyForcibly);
        Awaitility.await()
                .atMost(Duration.ofSeconds(30))
                .pollInterval(Duration.ofMillis(10))
                .until(() -> all.stream().noneMatch(ProcessHandle::isAlive));
    }

    /** Stops all its processes where they stand (SIGSTOP): connections stay open and nothing is answered. */
    void freeze() {
        refuseShared("freeze");
        signal("STOP");
    }

    /** Lets a frozen server go on (SIGCONT). */
    void thaw() {
        signal("CONT");
    }

    /** The server first, so that it makes no more children; one of these that ends meanwhile needs no signal. */
    private void signal(String name) {
        ServersScript.signal(name, server().pid());
        for (ProcessHandle child : server().descendants().toList()) {
            try {
                ServersScript.signal(name, child.pid());
            } catch (IllegalStateException e) {
                if (child.isAlive()) {
                    throw e;
                }
            }
        }
    }

    private List<ProcessHandle> processes() {
        return Stream.concat(Stream.of(server()), server().descendants()).toList();
    }

    private ProcessHandle server() {
        return ProcessHandle.of(Long.parseLong(read("pid")))
                .orElseThrow(() -> new IllegalStateException(kind.word() + " in " + folder + " does not run"));
    }

    /** Stops and deletes a server of one's own; a shared one lives as long as the JVM. */
    void close() {
        if (!shared && Files.isDirectory(folder)) {
            stop();
            TestFolder.delete(folder);
        }
    }

    private void refuseShared(String verb) {
        if (shared) {
            throw new IllegalStateException(
                    "this %s is shared by all tests of the JVM: %s one of your own (own(), @Own, own=true)"
                            .formatted(kind.word(), verb));
        }
    }

    private String read(String file) {
        try {
            return Files.readString(folder.resolve(file)).strip();
        } catch (IOException e) {
            throw new UncheckedIOException("the " + kind.word() + " server of " + folder + " has no " + file, e);
        }
    }

    @Override
    public String toString() {
        return kind.word() + " in " + folder;
    }
}
