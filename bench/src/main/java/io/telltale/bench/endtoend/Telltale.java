package io.telltale.bench.endtoend;

import io.telltale.bench.durability.LocalServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * {@code ./telltale} of this repository, with settings of its own and no others. One thread; commands block, and an interruption ends
 * the one under way.
 *
 * @param folder where commands run and what they print is kept
 * @param settings environment, such as {@code TELLTALE_HOME}
 */
public record Telltale(Path folder, Map<String, String> settings) {

    private static final int SHOWN = 2_000;

    /** Runs it with these arguments; what it printed on standard output. */
    public String run(String... arguments) throws IOException, InterruptedException {
        Path output = folder.resolve("telltale.out");
        Path said = folder.resolve("telltale.log");
        int status = end(start(List.of(arguments), output, said));
        if (status != 0) {
            throw new IOException(
                    "./telltale " + String.join(" ", arguments) + " ended with " + status + ":\n" + tail(said));
        }
        return Files.readString(output);
    }

    Process start(List<String> arguments, Path output, Path errors) throws IOException {
        return start(arguments, ProcessBuilder.Redirect.to(output.toFile()), errors);
    }

    /** Starts it with these arguments; standard output goes there, also to whoever reads it meanwhile. */
    public Process start(List<String> arguments, ProcessBuilder.Redirect output, Path errors) throws IOException {
        // in a session of its own: a Ctrl-C at the terminal is for us, and we take down in order
        List<String> command = new ArrayList<>(
                List.of("setsid", LocalServer.root().resolve("telltale").toString()));
        command.addAll(arguments);
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectInput(Path.of("/dev/null").toFile())
                .redirectOutput(output)
                .redirectError(errors.toFile());
        builder.environment().keySet().removeIf(Telltale::isOfAnotherPlatform);
        builder.environment().putAll(settings);
        return builder.start();
    }

    private static boolean isOfAnotherPlatform(String key) {
        return (key.startsWith("TELLTALE_") && !key.equals("TELLTALE_CACHE")) || key.endsWith("_DB_PASSWORD");
    }

    /** Its exit status. */
    public static int end(Process process) throws InterruptedException {
        try {
            return process.waitFor();
        } catch (InterruptedException e) {
            process.destroy();
            process.waitFor();
            throw e;
        }
    }

    /** The end of a log. */
    public static String tail(Path log) throws IOException {
        String text = Files.readString(log);
        return text.substring(Math.max(0, text.length() - SHOWN)).strip();
    }
}
