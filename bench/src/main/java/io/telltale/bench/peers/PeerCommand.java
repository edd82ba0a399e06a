package io.telltale.bench.peers;

import io.telltale.bench.endtoend.Case;
import io.telltale.bench.endtoend.Contender;
import io.telltale.bench.endtoend.Running;
import io.telltale.bench.limits.Limits;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * One peer or limit by its name: {@code NAME [readings a message]}. A limit that drives itself works for 10 s and tells its rate; all
 * others stand ready for {@code sim load --anonymous} until standard input ends. Without a name: who there is.
 */
public final class PeerCommand {

    private static final Duration WARM_UP = Duration.ofSeconds(4);
    private static final Duration MEASURED = Duration.ofSeconds(10);
    private static final int DEVICES = 1_000;

    private PeerCommand() {}

    public static void main(String[] arguments) throws Exception {
        List<Contender> all = new ArrayList<>(Limits.ALL);
        all.addAll(Peers.ALL);
        for (Contender each : all) {
            if (arguments.length == 0) {
                System.out.println(each.name()
                        + each.missing().map(why -> " (" + why + ")").orElse(""));
            } else if (each.name().equals(arguments[0])) {
                run(each, arguments.length > 1 ? Integer.parseInt(arguments[1]) : 1);
            }
        }
    }

    private static void run(Contender contender, int readings) throws Exception {
        Path folder = Files.createTempDirectory(
                "telltale-peer-", PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx--x--x")));
        Case work = new Case(Case.Door.LISTENER, 1, readings, DEVICES, DEVICES);
        try (Running running = contender.start(work, folder)) {
            switch (running) {
                case Running.Mill mill -> {
                    mill.run(WARM_UP);
                    long begin = System.nanoTime();
                    long done = mill.run(MEASURED);
                    System.out.printf("%.0f readings/s%n", done * 1e9 / (System.nanoTime() - begin));
                }
                case Running.Target target -> {
                    System.out.println("mqtt " + target.mqtt().getPort());
                    target.store().ifPresent(store -> System.out.println("store " + store));
                    System.out.println("processes " + target.processes());
                    System.in.transferTo(java.io.OutputStream.nullOutputStream());
                }
            }
        } finally {
            new ProcessBuilder("rm", "-rf", folder.toString()).start().waitFor();
        }
    }
}
