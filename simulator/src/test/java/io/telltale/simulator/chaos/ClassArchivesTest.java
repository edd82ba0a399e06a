package io.telltale.simulator.chaos;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.telltale.simulator.stack.CannotRunException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ClassArchivesTest {

    @TempDir
    private Path clone;

    @Test
    void areFreshOnceEachIsNewerThanEveryPackage() throws IOException {
        file("ingest-gateway/target/quarkus-app/quarkus-run.jar", 10);
        file("console/target/quarkus-app/quarkus-run.jar", 20);
        ClassArchives archives = new ClassArchives(clone);
        assertThat(archives.areFresh()).isFalse();

        file("target/archives/ingest-gateway.jsa", 15);
        assertThat(archives.areFresh()).isFalse();

        file("target/archives/ingest-gateway.jsa", 21);
        file("target/archives/console.jsa", 22);
        assertThat(archives.areFresh()).isTrue();
    }

    @Test
    void sayWhatToDoWhenNothingIsPackaged() {
        assertThatThrownBy(new ClassArchives(clone)::areFresh)
                .isInstanceOf(CannotRunException.class)
                .hasMessage("the services are not packaged: ./telltale up");
    }

    private void file(String path, long seconds) throws IOException {
        Path file = clone.resolve(path);
        Files.createDirectories(file.getParent());
        Files.writeString(file, "");
        Files.setLastModifiedTime(file, FileTime.fromMillis(seconds * 1_000));
    }
}
