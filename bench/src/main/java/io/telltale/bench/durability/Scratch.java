package io.telltale.bench.durability;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;

/**
 * A folder for a measurement, and the promise that nothing works in it afterwards: {@code bench/take-down} holds the other end of a
 * pipe, and when that ends, by {@link #close} or because this process is no more, ends what is left and deletes the folder.
 */
public record Scratch(Path folder, Process watch) implements AutoCloseable {

    /** A new one in that folder; any user may pass through, so that servers under another user find their data. */
    public static Scratch in(Path parent) throws IOException {
        Path folder = Files.createTempDirectory(parent, "bench-");
        Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-xr-x"));
        // in a session of its own: a Ctrl-C at the terminal does not reach it
        Process watch = new ProcessBuilder(
                        "setsid", LocalServer.root().resolve("bench/take-down").toString(), folder.toString())
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        return new Scratch(folder, watch);
    }

    @Override
    public void close() throws IOException {
        boolean interrupted = false;
        watch.getOutputStream().close();
        while (watch.isAlive()) {
            try {
                watch.waitFor();
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
        if (watch.exitValue() != 0) {
            throw new IOException("bench/take-down could not clear " + folder);
        }
    }
}
