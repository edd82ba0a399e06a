package io.telltale.simulator.chaos;

import io.telltale.simulator.stack.CannotRunException;
import io.telltale.simulator.stack.Environment;
import io.telltale.simulator.terminal.Ending;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * A platform of chaos' own, on ports and with data of its own, with both front doors; brought, controlled and taken down by
 * {@code ./telltale}. Commands block; safe for several threads. {@link #close} leaves nothing behind, whatever is going on.
 */
final class OwnPlatform implements AutoCloseable {

    private static final List<String> PORTS = List.of(
            "MQTT", "CONSOLE", "INGEST", "REGISTRY", "TELEMETRY", "ALERTING", "NATS", "DB", "BROKER", "BROKER_GATEWAY");
    private static final Duration GLANCE = Duration.ofMillis(200);
    private static final int SHOWN = 2_000;

    private final Path clone;
    private final Path script;
    private final Path home;
    private final Map<String, String> settings = new HashMap<>();
    private final Map<Process, Path> running = new ConcurrentHashMap<>(); // with what each says
    private final Set<Target> frozen = ConcurrentHashMap.newKeySet();
    private volatile boolean closing;

    /** Prepares a platform of the clone in that folder. */
    OwnPlatform(Path clone) {
        this.clone = clone;
        script = clone.resolve("telltale");
        if (!Files.isExecutable(script)) {
            throw new CannotRunException("there is no ./telltale in " + clone + ": run ./telltale chaos");
        }
        try {
            home = Files.createTempDirectory("telltale-chaos-");
        } catch (IOException e) {
            throw new CannotRunException("no temporary folder: " + e.getMessage(), e);
        }
        settings.put("TELLTALE_HOME", home.toString());
        settings.put("TELLTALE_FRONT_DOOR", "both");
        settings.put("TELLTALE_DEMO_DEVICES", "0");
        settings.put("TELLTALE_SMALL", "1");
        List<Integer> ports = FreePorts.choose(PORTS.size());
        for (int i = 0; i < ports.size(); i++) {
            settings.put("TELLTALE_" + PORTS.get(i) + "_PORT", ports.get(i).toString());
        }
    }

    /** Where it keeps its logs while it lives. */
    Path home() {
        return home;
    }

    /**
     * Brings it up; ends at once when the user wants an end. In a clone where the services of this build have not yet ended in good
     * order, all is started twice: then each has left an archive of its classes, and one that is killed comes back as it would after
     * a day's work.
     */
    Environment up(Ending ending) {
        bring(ending);
        if (!Stream.of(Target.values()).allMatch(this::isArchived)) {
            run("down");
            bring(ending);
        }
        Map<String, String> environment = new HashMap<>();
        for (String line : run("env").lines().toList()) {
            int equals = line.indexOf('=');
            environment.put(line.substring(0, equals), line.substring(equals + 1));
        }
        return new Environment(environment);
    }

    /** Whether there is an archive of this build's classes: one older than the package is not used. */
    private boolean isArchived(Target target) {
        Path archive = clone.resolve("target/archives").resolve(target.process() + ".jsa");
        Path module = clone.resolve(target.process().replace("broker-gateway", "ingest-gateway"));
        try {
            Path packaged = module.resolve("target/quarkus-app/quarkus-run.jar");
            return !Files.exists(packaged)
                    || (Files.exists(archive)
                            && Files.getLastModifiedTime(archive).compareTo(Files.getLastModifiedTime(packaged)) > 0);
        } catch (IOException e) {
            throw new CannotRunException("cannot look at " + archive + ": " + e.getMessage(), e);
        }
    }

    private void bring(Ending ending) {
        Process up = start("up", "--detach", "--no-build");
        while (up.isAlive()) {
            if (ending.requestedWithin(GLANCE)) {
                throw new CannotRunException("ended before the platform was up");
            }
        }
        finish(up, "up");
    }

    void kill(Target target) {
        run("process", "kill", target.process());
    }

    void stop(Target target) {
        run("process", "stop", target.process());
    }

    /** Returns when it is ready. */
    void start(Target target) {
        run("process", "start", target.process());
    }

    void freeze(Target target) {
        frozen.add(target);
        run("process", "freeze", target.process());
    }

    void thaw(Target target) {
        run("process", "thaw", target.process());
        frozen.remove(target);
    }

    /** Copies the logs to a folder of their own, which outlives the platform. */
    Path keepLogs() {
        try (Stream<Path> files = Files.walk(home, 2)) {
            Path kept = Files.createTempDirectory("telltale-chaos-logs-");
            for (Path file : files.filter(OwnPlatform::isLog).toList()) {
                Files.copy(file, kept.resolve(home.relativize(file).toString().replace('/', '-')));
            }
            return kept;
        } catch (IOException | UncheckedIOException e) {
            throw new CannotRunException("the logs cannot be kept: " + e.getMessage(), e);
        }
    }

    private static boolean isLog(Path file) {
        String name = String.valueOf(file.getFileName());
        return name.equals("log") || name.contains(".log") || name.endsWith(".out");
    }

    @Override
    public void close() {
        closing = true;
        running.keySet().forEach(Process::destroy);
        frozen.forEach(target -> finished(start("process", "thaw", target.process())));
        finish(start("down", "--purge"), "down");
    }

    private String run(String... arguments) {
        if (closing) {
            throw new CannotRunException("the platform goes down");
        }
        return finish(start(arguments), String.join(" ", arguments));
    }

    private Process start(String... arguments) {
        // in a session of its own: a Ctrl-C at the terminal is for us, and we take down in order
        List<String> command = new ArrayList<>(List.of("setsid", script.toString()));
        command.addAll(List.of(arguments));
        try {
            ProcessBuilder builder = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectInput(Path.of("/dev/null").toFile());
            builder.environment().keySet().removeIf(OwnPlatform::isOfAnotherPlatform);
            builder.environment().putAll(settings);
            Path output = Files.createTempFile("telltale-chaos-", ".log");
            builder.redirectOutput(output.toFile());
            Process process = builder.start();
            running.put(process, output);
            return process;
        } catch (IOException e) {
            throw new CannotRunException("cannot run " + script + ": " + e.getMessage(), e);
        }
    }

    private static boolean isOfAnotherPlatform(String key) {
        return (key.startsWith("TELLTALE_") && !key.equals("TELLTALE_CACHE")) || key.endsWith("_DB_PASSWORD");
    }

    /** What it said, once it ended well. */
    private String finish(Process process, String what) {
        String output = finished(process);
        if (process.exitValue() != 0) {
            throw new CannotRunException("./telltale " + what + " ended with " + process.exitValue() + ":\n"
                    + output.substring(Math.max(0, output.length() - SHOWN)).strip());
        }
        return output;
    }

    private String finished(Process process) {
        try {
            if (!process.waitFor(5, TimeUnit.MINUTES)) {
                process.destroyForcibly();
                throw new CannotRunException("a ./telltale did not end within 5 minutes");
            }
            Path output = running.remove(process);
            if (output == null) {
                return ""; // read already
            }
            String text = Files.readString(output);
            Files.delete(output);
            return text;
        } catch (IOException e) {
            throw new CannotRunException("the output of ./telltale cannot be read: " + e.getMessage(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CannotRunException("interrupted", e);
        }
    }
}
