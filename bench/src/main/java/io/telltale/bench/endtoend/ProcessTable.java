package io.telltale.bench.endtoend;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** Linux' {@code /proc}: what processes and all that descend from them have used. Stateless. */
public final class ProcessTable {

    private static final double TICKS_A_SECOND = 100; // USER_HZ, the same on every Linux that a JDK runs on
    private static final Path PROC = Path.of("/proc");

    private ProcessTable() {}

    /** Of these processes by name, each with its pid, without their shares. One that is gone has no entry. */
    public static Usage of(Map<String, Long> roots) throws IOException {
        return look(roots, false);
    }

    /** With their shares, for which the kernel goes through all pages of each: 2 ms for a service. */
    static Usage withShares(Map<String, Long> roots) throws IOException {
        return look(roots, true);
    }

    private static Usage look(Map<String, Long> roots, boolean shares) throws IOException {
        Map<Long, Stat> all = new HashMap<>();
        try (DirectoryStream<Path> folders = Files.newDirectoryStream(PROC, "[0-9]*")) {
            for (Path folder : folders) {
                read(folder.resolve("stat")).map(Stat::parse).ifPresent(stat -> all.put(stat.pid, stat));
            }
        }
        long now = System.currentTimeMillis();
        Map<String, Long> resident = new HashMap<>();
        Map<String, Long> share = new HashMap<>();
        for (Map.Entry<String, Long> root : roots.entrySet()) {
            Stat stat = all.get(root.getValue());
            if (stat != null && all.values().stream().noneMatch(other -> other.parent == stat.pid)) {
                read(PROC.resolve(stat.pid + "/status"))
                        .ifPresent(status -> resident.put(root.getKey(), bytes(status, "VmRSS:")));
                if (shares) {
                    read(PROC.resolve(stat.pid + "/smaps_rollup"))
                            .ifPresent(rollup -> share.put(root.getKey(), bytes(rollup, "Pss:")));
                }
            }
        }
        return new Usage(now, cpu(roots, all), resident, share);
    }

    static Map<String, Double> cpu(Map<String, Long> roots, Map<Long, Stat> all) {
        Map<Long, String> names = new HashMap<>();
        Map<String, Double> seconds = new HashMap<>();
        roots.forEach((name, pid) -> names.put(pid, name));
        for (Stat each : all.values()) {
            Stat at = each;
            while (at != null && !names.containsKey(at.pid)) {
                at = all.get(at.parent);
            }
            if (at != null) {
                seconds.merge(names.get(at.pid), (each.ticks + each.endedChildren) / TICKS_A_SECOND, Double::sum);
            }
        }
        return seconds;
    }

    static long bytes(String status, String field) {
        return status.lines()
                .filter(line -> line.startsWith(field))
                .map(line -> Long.parseLong(line.replaceAll("\\D", "")) * 1024)
                .findFirst()
                .orElse(0L);
    }

    private static Optional<String> read(Path file) throws IOException {
        try {
            return Optional.of(Files.readString(file));
        } catch (NoSuchFileException e) {
            return Optional.empty();
        } catch (IOException e) {
            if (Files.exists(file)) {
                throw e;
            }
            return Optional.empty(); // it ended while it was read
        }
    }

    /**
     * A line of {@code /proc/PID/stat}.
     *
     * @param ticks of the process itself, in user and in system mode
     * @param endedChildren ticks of its children that have ended
     */
    record Stat(long pid, long parent, long ticks, long endedChildren) {

        /** The name, in brackets, may hold anything; fields are counted from behind it. */
        static Stat parse(String line) {
            String[] fields = line.substring(line.lastIndexOf(')') + 2).strip().split(" ");
            return new Stat(
                    Long.parseLong(line.substring(0, line.indexOf(' '))),
                    Long.parseLong(fields[1]),
                    Long.parseLong(fields[11]) + Long.parseLong(fields[12]),
                    Long.parseLong(fields[13]) + Long.parseLong(fields[14]));
        }
    }
}
