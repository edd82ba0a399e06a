package io.telltale.bench.peers;

import io.telltale.bench.durability.LocalServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/**
 * A process of ours with its log, in a session of its own: a Ctrl-C at the terminal does not reach it. Closing ends it, also when it
 * does not listen. One thread.
 */
public record ChildProcess(String name, Process process, Path log) implements AutoCloseable {

    private static final int PATIENCE_SECONDS = 60;
    private static final int PATIENCE_TO_END_SECONDS = 10;

    /** Starts it in that folder, by which {@code bench/take-down} finds it. */
    static ChildProcess start(String name, Path folder, List<String> command, Map<String, String> environment)
            throws IOException {
        Path log = folder.resolve(name + ".log");
        List<String> detached = new ArrayList<>(List.of("setsid"));
        detached.addAll(command);
        ProcessBuilder builder = new ProcessBuilder(detached)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(log.toFile());
        builder.environment().putAll(environment);
        return new ChildProcess(name, builder.start(), log);
    }

    /** Starts a main class of this benchmark, with its class path. */
    static ChildProcess java(
            String name,
            Path folder,
            List<String> options,
            Class<?> main,
            List<String> arguments,
            Map<String, String> environment)
            throws IOException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(options);
        command.addAll(List.of("-cp", absolute(System.getProperty("java.class.path")), main.getName()));
        command.addAll(arguments);
        return start(name, folder, command, environment);
    }

    private static String absolute(String classPath) {
        return Arrays.stream(classPath.split(":"))
                .map(entry -> Path.of(entry).toAbsolutePath().toString())
                .collect(Collectors.joining(":"));
    }

    public long pid() {
        return process.pid();
    }

    /** Waits until its log has that text. */
    void awaitLine(String text) throws IOException, InterruptedException {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
        while (!Files.readString(log).contains(text)) {
            if (System.nanoTime() > end || process.waitFor(20, TimeUnit.MILLISECONDS)) {
                close();
                throw failure();
            }
        }
    }

    /** Why it is of no use: what it said last. */
    IOException failure() throws IOException {
        List<String> said = Files.readAllLines(log);
        List<String> last = said.subList(Math.max(0, said.size() - 5), said.size());
        return new IOException(name + " does not work: " + String.join("; ", last));
    }

    @Override
    public void close() throws InterruptedException {
        process.destroy();
        try {
            if (!process.waitFor(PATIENCE_TO_END_SECONDS, TimeUnit.SECONDS)) {
                process.destroyForcibly().waitFor();
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            throw e;
        }
    }

    /** A file or folder of {@code bench/peers}. */
    static Path file(String name) {
        return LocalServer.root().resolve("bench/peers").resolve(name);
    }
}
