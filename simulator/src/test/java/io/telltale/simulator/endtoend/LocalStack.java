package io.telltale.simulator.endtoend;

import io.telltale.testkit.FreePort;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/**
 * A whole platform of the test's own, brought by {@code ./telltale up --detach} on free ports with its own data, and taken
 * down without a trace by {@link #close}.
 */
final class LocalStack implements AutoCloseable {

    private static final Path ROOT = Path.of(System.getProperty("telltale.root"));
    private static final List<String> PORTS =
            List.of("MQTT", "CONSOLE", "INGEST", "REGISTRY", "TELEMETRY", "ALERTING", "NATS", "DB", "BROKER");
    private static final Path NOTHING = Path.of("/dev/null");
    private static final long MINUTES = 5;

    private final Path home;
    private final Map<String, String> settings = new HashMap<>();
    private final Map<String, String> environment = new HashMap<>();

    private LocalStack(Path home) {
        this.home = home;
    }

    /** Brings the platform with the given front door, {@code listener} or {@code broker}. */
    static LocalStack up(String frontDoor) {
        LocalStack stack = new LocalStack(temporaryHome());
        stack.settings.put("TELLTALE_HOME", stack.home.toString());
        stack.settings.put("TELLTALE_FRONT_DOOR", frontDoor);
        stack.settings.put("TELLTALE_DEMO_DEVICES", "0");
        stack.settings.put("TELLTALE_SMALL", "1");
        stack.choosePorts();
        try {
            stack.bringUp();
        } catch (RuntimeException e) {
            stack.close();
            throw e;
        }
        return stack;
    }

    /** Starts whatever of the platform does not run. */
    void bringUp() {
        run("up", "--detach", "--no-build").requireSuccess();
        for (String line : run("env").requireSuccess().output().lines().toList()) {
            int equals = line.indexOf('=');
            environment.put(line.substring(0, equals), line.substring(equals + 1));
        }
    }

    /** A line of {@code ./telltale env}. */
    String env(String key) {
        String value = environment.get(key);
        if (value == null) {
            throw new IllegalStateException("./telltale env says nothing of " + key + ", only " + environment.keySet());
        }
        return value;
    }

    /** The API's root, such as {@code http://127.0.0.1:8080/api}. */
    String api() {
        return env("TELLTALE_API_URL");
    }

    /** What a stock client says and returns; {@code mosquitto_pub} and the like come from the cache of the servers. */
    Outcome client(String name, List<String> arguments, Path standardInput) {
        List<String> command = new ArrayList<>();
        command.add(execute(List.of(ROOT.resolve("deploy/local/servers").toString(), "which", name), NOTHING)
                .requireSuccess()
                .output()
                .strip());
        command.addAll(arguments);
        return execute(command, standardInput);
    }

    /** {@code ./telltale} with these arguments. */
    Outcome run(String... arguments) {
        List<String> command = new ArrayList<>(List.of(ROOT.resolve("telltale").toString()));
        command.addAll(List.of(arguments));
        return execute(command, NOTHING);
    }

    /** Kills a process with SIGKILL: a service, or {@code nats}, {@code timescale}, {@code mosquitto}. */
    void kill(String process) {
        control("kill", process);
    }

    /** Stops a process where it stands, with SIGSTOP; PostgreSQL with all of its children. */
    void freeze(String process) {
        control("freeze", process);
    }

    /** Lets a frozen process go on. */
    void thaw(String process) {
        control("thaw", process);
    }

    /** Starts a process that does not run, and waits until it is ready. */
    void start(String process) {
        control("start", process);
    }

    /** Ends a process in good order and starts it again; returns when it is ready. */
    void restart(String process) {
        control("restart", process);
    }

    private void control(String action, String process) {
        run("process", action, process).requireSuccess();
    }

    /** A connection to the telemetry database; close it. */
    Connection database() throws SQLException {
        String[] parts =
                env("TELLTALE_DB_URL").substring("postgresql://".length()).split("[:@/]");
        return DriverManager.getConnection(
                "jdbc:postgresql://" + parts[2] + ":" + parts[3] + "/" + parts[4], parts[0], parts[1]);
    }

    @Override
    public void close() {
        run("down", "--purge").requireSuccess();
    }

    private Outcome execute(List<String> command, Path standardInput) {
        try {
            Path output = Files.createTempFile("telltale-e2e-", ".out");
            ProcessBuilder builder = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(output.toFile())
                    .redirectInput(standardInput.toFile());
            builder.environment().putAll(settings);
            Process process = builder.start();
            if (!process.waitFor(MINUTES, TimeUnit.MINUTES)) {
                process.destroyForcibly();
                throw new IllegalStateException(String.join(" ", command) + " did not end in " + MINUTES + " minutes");
            }
            String said = Files.readString(output);
            Files.delete(output);
            return new Outcome(String.join(" ", command), process.exitValue(), said);
        } catch (IOException e) {
            throw new UncheckedIOException(String.join(" ", command), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted in " + String.join(" ", command), e);
        }
    }

    private void choosePorts() {
        Set<Integer> chosen = new LinkedHashSet<>();
        while (chosen.size() < PORTS.size()) {
            chosen.add(FreePort.choose());
        }
        Iterator<Integer> port = chosen.iterator();
        for (String name : PORTS) {
            settings.put("TELLTALE_" + name + "_PORT", port.next().toString());
        }
    }

    private static Path temporaryHome() {
        try {
            return Files.createTempDirectory("telltale-e2e-");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** How a command ended. */
    record Outcome(String command, int status, String output) {

        Outcome requireSuccess() {
            if (status != 0) {
                throw new IllegalStateException(command + " ended with " + status + ":\n" + output);
            }
            return this;
        }
    }
}
