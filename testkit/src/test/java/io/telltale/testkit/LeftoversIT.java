package io.telltale.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class LeftoversIT {
    @Test
    void stopsAndDeletesWhatADeadJvmLeft() throws Exception {
        Process dead = new ProcessBuilder("true").start();
        dead.waitFor();
        Path orphan = Files.createTempDirectory(Path.of("/tmp"), "telltale-test-%d-1-nats-".formatted(dead.pid()));
        int port = FreePort.choose();
        ServersScript.Result started =
                ServersScript.run(orphan, "start", "nats", orphan.toString(), Integer.toString(port));
        assertThat(started.output()).isEmpty();

        TestFolder.sweep();

        assertThat(orphan).doesNotExist();
        try (ServerSocket free = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
            assertThat(free.isBound()).isTrue();
        }
    }

    @Test
    void leavesTheFoldersOfLivingJvmsAlone() {
        Path mine = TestFolder.create("tokens");

        TestFolder.sweep();

        assertThat(mine).exists();
        TestFolder.delete(mine);
    }
}
