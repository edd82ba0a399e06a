package io.telltale.testkit;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.nats.client.Connection;
import io.nats.client.api.StorageType;
import io.nats.client.api.StreamConfiguration;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(RealServers.class)
class NatsServerIT {
    @Test
    void keepsStreamsAndTheirMessagesWhenItIsKilled(@Own NatsServer server) throws Exception {
        String before = server.url();
        try (Connection connection = server.connect()) {
            addStream(connection, "KEPT");
            connection.jetStream().publish("kept.1", "reading".getBytes(UTF_8));
        }

        server.kill();
        assertThatThrownBy(server::connect).hasMessageContaining("no connection to nats in /tmp/telltale-test-");
        server.start();

        assertThat(server.url()).isEqualTo(before);
        try (Connection connection = server.connect()) {
            assertThat(connection.jetStreamManagement().getMessage("KEPT", 1).getData())
                    .isEqualTo("reading".getBytes(UTF_8));
        }
    }

    @Test
    void comesBackOnItsPortAfterAStop(@Own NatsServer server) throws Exception {
        int port = server.port();

        server.stop();
        server.start();

        assertThat(server.port()).isEqualTo(port);
        server.connect().close();
    }

    @Test
    void isTheSameForAllTestsOfTheJvm(NatsServer one, NatsServer other, @Own NatsServer own) {
        assertThat(one.url())
                .isEqualTo(other.url())
                .isEqualTo(NatsServer.shared().url());
        assertThat(own.port()).isNotEqualTo(one.port());
    }

    @Test
    void refusesToBeStoppedWhileOthersUseIt(NatsServer shared) throws Exception {
        assertThatThrownBy(shared::stop).hasMessageContaining("shared by all tests of the JVM");
        assertThatThrownBy(shared::kill).hasMessageContaining("shared by all tests of the JVM");
        shared.close();
        shared.connect().close();
    }

    @Test
    void forgetsEveryStreamWhenCleared(NatsServer shared) throws Exception {
        try (Connection connection = shared.connect()) {
            addStream(connection, "S" + UUID.randomUUID().toString().substring(0, 8));
            shared.clear();
            assertThat(connection.jetStreamManagement().getStreamNames()).isEmpty();
        }
    }

    private static void addStream(Connection connection, String name) throws Exception {
        connection
                .jetStreamManagement()
                .addStream(StreamConfiguration.builder()
                        .name(name)
                        .subjects(name.toLowerCase(java.util.Locale.ROOT) + ".>")
                        .storageType(StorageType.File)
                        .build());
    }
}
