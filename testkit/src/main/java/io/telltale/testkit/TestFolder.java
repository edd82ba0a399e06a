package io.telltale.testkit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The folders of this JVM's servers: {@code /tmp/telltale-test-<pid>-<start of the JVM>-<what>-…}. The name says whose it is, so
 * that the next run finds what a killed JVM left behind, stops its servers and deletes it.
 */
final class TestFolder {
    private static final Path PARENT = Path.of("/tmp");
    private static final Pattern NAME = Pattern.compile("telltale-test-(\\d+)-(\\d+)-([a-z]+)-.*");

    private TestFolder() {}

    /** A new folder, empty. */
    static Path create(String what) {
        ProcessHandle self = ProcessHandle.current();
        try {
            return Files.createTempDirectory(
                    PARENT,
                    "telltale-test-%d-%d-%s-"
                            .formatted(self.pid(), startMillis(self).orElse(0L), what));
        } catch (IOException e) {
            throw new UncheckedIOException("no folder for " + what + " in " + PARENT, e);
        }
    }

    /** Stops and deletes what JVMs that are gone have left. Two JVMs may sweep at once. */
    static void sweep() {
        for (Path folder : list()) {
            Matcher name = NAME.matcher(folder.getFileName().toString());
            if (name.matches()
                    && ours(folder)
                    && !alive(Long.parseLong(name.group(1)), Long.parseLong(name.group(2)))) {
                kind(name.group(3))
                        .ifPresent(kind -> ServersScript.run(folder, "stop", kind.word(), folder.toString()));
                delete(folder);
            }
        }
    }

    /** Deletes a folder and all that is in it; what somebody else deletes meanwhile is no error. */
    static void delete(Path folder) {
        try {
            Files.walkFileTree(folder, new SimpleFileVisitor<>() {
                @Override
                public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                    Files.deleteIfExists(file);
                    return FileVisitResult.CONTINUE;
                }

                @Override
                public FileVisitResult visitFileFailed(Path file, IOException failure) throws IOException {
                    if (failure instanceof NoSuchFileException) {
                        return FileVisitResult.CONTINUE;
                    }
                    throw failure;
                }

                @Override
                public FileVisitResult postVisitDirectory(Path visited, @Nullable IOException failure)
                        throws IOException {
                    Files.deleteIfExists(visited);
                    return FileVisitResult.CONTINUE;
                }
            });
        } catch (IOException e) {
            throw new UncheckedIOException("cannot delete " + folder, e);
        }
    }

    private static List<Path> list() {
        try (Stream<Path> folders = Files.list(PARENT)) {
            return folders.toList();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot list " + PARENT, e);
        }
    }

    private static boolean ours(Path folder) {
        try {
            return Files.getOwner(folder).getName().equals(System.getProperty("user.name"));
        } catch (IOException e) {
            return false; // swept by another JVM at this moment
        }
    }

    /** A pid is used again sooner or later; together with the start time it names one process. */
    private static boolean alive(long pid, long startMillis) {
        return ProcessHandle.of(pid)
                .filter(ProcessHandle::isAlive)
                .filter(process -> startMillis(process).orElse(startMillis) == startMillis)
                .isPresent();
    }

    private static Optional<Long> startMillis(ProcessHandle process) {
        return process.info().startInstant().map(Instant::toEpochMilli);
    }

    private static Optional<ServerKind> kind(String word) {
        return Arrays.stream(ServerKind.values())
                .filter(kind -> kind.name().toLowerCase(Locale.ROOT).equals(word))
                .findFirst();
    }
}
