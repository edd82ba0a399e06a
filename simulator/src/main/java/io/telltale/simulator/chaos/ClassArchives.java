package io.telltale.simulator.chaos;

import io.telltale.simulator.stack.CannotRunException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.List;
import java.util.stream.Stream;

/** The archives of loaded classes that the services of a clone leave when they end in good order. */
record ClassArchives(Path root) {

    /** Whether there are any and none is older than a service as it is packaged now. */
    boolean areFresh() {
        List<Path> archives = list(root.resolve("target/archives"));
        FileTime built = list(root).stream()
                .map(module -> module.resolve("target/quarkus-app/quarkus-run.jar"))
                .filter(Files::isRegularFile)
                .map(ClassArchives::modified)
                .max(FileTime::compareTo)
                .orElseThrow(() -> new CannotRunException("the services are not packaged: ./telltale up"));
        return !archives.isEmpty()
                && archives.stream().allMatch(archive -> modified(archive).compareTo(built) > 0);
    }

    private static List<Path> list(Path folder) {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(folder)) {
            return files.toList();
        } catch (IOException e) {
            throw new CannotRunException("cannot look into " + folder + ": " + e.getMessage(), e);
        }
    }

    private static FileTime modified(Path file) {
        try {
            return Files.getLastModifiedTime(file);
        } catch (IOException e) {
            throw new CannotRunException("cannot look at " + file + ": " + e.getMessage(), e);
        }
    }
}
