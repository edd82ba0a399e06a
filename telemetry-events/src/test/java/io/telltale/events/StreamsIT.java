package io.telltale.events;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.nats.client.Connection;
import io.telltale.testkit.NatsServer;
import io.telltale.testkit.RealServers;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@ExtendWith(RealServers.class)
class StreamsIT {

    /** A stream could opt out of its server's {@code sync_interval: always} by {@code persist_mode: async}. */
    @ParameterizedTest
    @ValueSource(strings = {"TELEMETRY", "EVENTS", "DEADLETTER", "KV_devices", "KV_profiles", "KV_leases"})
    void everyStreamIsOnDiskAndSyncedAsItsServerIs(String stream, NatsServer server) throws Exception {
        JsonNode config = ensured(server, stream);

        assertThat(config.path("storage").asText()).isEqualTo("file");
        assertThat(config.path("persist_mode").asText("default")).isEqualTo("default");
    }

    @Test
    void fullMeansRefusedForReadings(NatsServer server) throws Exception {
        JsonNode config = ensured(server, Streams.TELEMETRY);

        assertThat(config.path("discard").asText()).isEqualTo("new");
        assertThat(config.path("max_age").asLong()).isZero();
    }

    private static JsonNode ensured(NatsServer server, String stream) throws Exception {
        try (Connection nats = server.connect()) {
            Streams.ensure(nats);
            byte[] answer = nats.request("$JS.API.STREAM.INFO." + stream, "".getBytes(UTF_8), Duration.ofSeconds(10))
                    .getData();
            return new ObjectMapper().readTree(answer).path("config");
        }
    }
}
