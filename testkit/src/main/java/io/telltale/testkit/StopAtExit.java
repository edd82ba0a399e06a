package io.telltale.testkit;

import java.io.IOException;
import java.nio.file.Path;

/**
 * Shutdown hook: stops one server and deletes its folder. Runs a shell command and nothing else, because the class loader of a
 * Quarkus test is closed by then and no further class of ours could be loaded.
 */
final class StopAtExit extends Thread {
    private final String[] command;

    private StopAtExit(String... command) {
        super("stop test server");
        this.command = command;
    }

    static void server(ServerKind kind, Path folder) {
        Runtime.getRuntime()
                .addShutdownHook(new StopAtExit(
                        "sh",
                        "-c",
                        "\"$0\" stop \"$1\" \"$2\" && rm -rf \"$2\"",
                        ServersScript.path().toString(),
                        kind.word(),
                        folder.toString()));
    }

    static void folder(Path folder) {
        Runtime.getRuntime().addShutdownHook(new StopAtExit("rm", "-rf", folder.toString()));
    }

    @Override
    public void run() {
        try {
            new ProcessBuilder(command).inheritIO().start().waitFor();
        } catch (IOException | InterruptedException e) {
            System.err.println("a test server may still run (the next test run stops it): " + e);
        }
    }
}
