package io.telltale.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NatsConfigurationIT {
    @ParameterizedTest
    @ValueSource(strings = {"nats.conf", "nats-cluster.conf"})
    void isUnderstoodByTheServer(String name) throws Exception {
        Path folder = TestFolder.create("configuration");
        Path output = folder.resolve("out");
        Path configuration =
                ServersScript.path().getParent().getParent().resolve("nats").resolve(name);
        ServersScript.Result fetched = ServersScript.run(folder, "fetch", "nats");
        assertThat(fetched.ok()).as(fetched.output()).isTrue();
        String server =
                ServersScript.run(folder, "which", "nats-server").output().strip();
        ProcessBuilder check = new ProcessBuilder(server, "-t", "-c", configuration.toString())
                .redirectErrorStream(true)
                .redirectOutput(output.toFile());
        check.environment()
                .putAll(Map.of(
                        "NATS_NODE", "nats-1",
                        "NATS_PASSWORD", "one-of-letters",
                        "NATS_SYS_PASSWORD", "two-of-letters",
                        "NATS_ROUTE_PASSWORD", "three-of-letters"));

        int status = check.start().waitFor();

        assertThat(status).as(Files.readString(output)).isZero();
        TestFolder.delete(folder);
    }
}
