package io.telltale.testkit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * Calls {@code deploy/local/servers} of the checkout under test. What the script says on failure (which server is missing,
 * which command mends it) becomes the message of the test's failure.
 */
final class ServersScript {
    /** Room for the first start on a machine, which fetches the server. */
    private static final long MINUTES = 10;

    /** The script's exit statuses that another port may mend: taken by somebody, or the server ended while starting. */
    private static final List<Integer> MENDED_BY_ANOTHER_PORT = List.of(75, 70);

    private ServersScript() {}

    /** The outcome of one call. */
    record Result(int status, String output) {
        boolean ok() {
            return status == 0;
        }

        boolean mayWorkOnAnotherPort() {
            return MENDED_BY_ANOTHER_PORT.contains(status);
        }
    }

    /** Runs the script and waits. The servers it leaves behind hold none of our descriptors. */
    static Result run(Path scratch, String... arguments) {
        return run(scratch, Map.of(), arguments);
    }

    /** As {@link #run(Path, String...)}, with further environment. */
    static Result run(Path scratch, Map<String, String> environment, String... arguments) {
        List<String> command = new ArrayList<>(List.of(path().toString()));
        command.addAll(List.of(arguments));
        Path output = scratch.resolve("testkit.out");
        ProcessBuilder builder = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .redirectInput(Path.of("/dev/null").toFile());
        builder.environment().put("TELLTALE_SMALL", "1");
        builder.environment().putAll(environment);
        try {
            Process process = builder.start();
            if (!process.waitFor(MINUTES, TimeUnit.MINUTES)) {
                process.destroyForcibly();
                throw new IllegalStateException(String.join(" ", command) + " did not end within " + MINUTES + " min");
            }
            return new Result(process.exitValue(), Files.readString(output));
        } catch (IOException e) {
            throw new UncheckedIOException(String.join(" ", command), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while waiting for " + String.join(" ", command), e);
        }
    }

    /** Sends a signal to a process of ours. */
    static void signal(String name, long pid) {
        try {
            int status = new ProcessBuilder("kill", "-" + name, Long.toString(pid))
                    .inheritIO()
                    .start()
                    .waitFor();
            if (status != 0) {
                throw new IllegalStateException("process " + pid + " did not take the signal " + name);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("no signal to " + pid, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while signalling " + pid, e);
        }
    }

    /** The script: below the system property {@code telltale.root}, else above the working directory (tests run in an IDE). */
    static Path path() {
        String root = System.getProperty("telltale.root");
        Path start = Path.of(root == null ? "" : root).toAbsolutePath();
        for (Path folder = start; folder != null; folder = folder.getParent()) {
            Path script = folder.resolve("deploy/local/servers");
            if (Files.isExecutable(script)) {
                return script;
            }
        }
        throw new IllegalStateException("no deploy/local/servers in " + start
                + " or above: run Maven from the root of the repository, or set -Dtelltale.root=<its path>");
    }
}
