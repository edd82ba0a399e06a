package io.telltale.bench.peers;

import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;

/**
 * One peer by its name, ready for {@code sim load --anonymous} until standard input ends: {@code NAME [readings a message]}. Without
 * a name: who there is, and what the acknowledgement of each means.
 */
public final class PeerCommand {

    private PeerCommand() {}

    public static void main(String[] arguments) throws Exception {
        for (Contender each : Peers.ALL) {
            if (arguments.length == 0) {
                System.out.printf("%-30s %s%n", each.name(), each.missing().orElseGet(each::durability));
            } else if (each.name().equals(arguments[0])) {
                run(each, arguments.length > 1 ? Integer.parseInt(arguments[1]) : 1);
                return;
            }
        }
        if (arguments.length > 0) {
            System.err.println("nobody is called " + arguments[0] + ": without a name, this command lists them");
            System.exit(2);
        }
    }

    private static void run(Contender contender, int readings) throws Exception {
        Path folder = Files.createTempDirectory(
                "telltale-peer-", PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx--x--x")));
        try (Running running = contender.start(readings, folder)) {
            System.out.println("mqtt " + running.mqtt().getPort());
            running.store().ifPresent(store -> System.out.println("store " + store));
            System.out.println("processes " + running.processes());
            System.in.transferTo(OutputStream.nullOutputStream());
        } finally {
            new ProcessBuilder("rm", "-rf", folder.toString()).start().waitFor();
        }
    }
}
