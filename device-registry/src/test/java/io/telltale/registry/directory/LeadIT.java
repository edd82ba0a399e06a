package io.telltale.registry.directory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.nats.client.Connection;
import io.telltale.events.DeviceEntry;
import io.telltale.events.Streams;
import io.telltale.testkit.NatsServer;
import io.telltale.testkit.RealServers;
import io.telltale.testkit.Timescale;
import java.io.IOException;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** A leader that stands still loses the lead, and cannot take the bucket back in time when it wakes up. */
@ExtendWith(RealServers.class)
class LeadIT {

    private static final Duration LONGEST = Duration.ofSeconds(20);

    @Test
    void aLeaderThatIsSilentIsFollowedByAnother(Timescale.Database database) throws SQLException {
        DirectoryTable first = new DirectoryTable(database.connect());
        try (DirectoryTable second = new DirectoryTable(database.connect())) {
            assertThat(first.lead(Duration.ofMillis(500))).isTrue();
            assertThat(second.lead(LONGEST)).isFalse();
            first.requireLead();

            await().atMost(LONGEST).until(() -> second.lead(LONGEST));
            assertThatThrownBy(first::requireLead).isInstanceOf(SQLException.class);
        }
        assertThatThrownBy(first::close).isInstanceOf(SQLException.class);
    }

    @Test
    void aClosedLeadGivesTheConnectionBackAsItWas(Timescale.Database database) throws SQLException {
        try (DirectoryTable first = new DirectoryTable(database.connect())) {
            assertThat(first.lead(LONGEST)).isTrue();
        }
        try (DirectoryTable second = new DirectoryTable(database.connect())) {
            assertThat(second.lead(LONGEST)).isTrue();
        }
    }

    @Test
    void whatWasReadBeforeAnotherWroteIsNotWritten(NatsServer nats) throws Exception {
        try (Connection connection = nats.connect()) {
            Streams.ensure(connection);
            DirectoryBucket bucket = new DirectoryBucket(connection, Streams.Limits.standard(), LONGEST);
            DeviceEntry old = entry(true);
            List<String> key = List.of(old.key());
            bucket.write(List.of(old), List.of(), bucket.revisions(key));

            Map<String, String> beforeTheFreeze = bucket.revisions(key);
            DeviceEntry disabled = entry(false);
            bucket.write(List.of(disabled), List.of(), bucket.revisions(key));

            assertThatThrownBy(() -> bucket.write(List.of(old), List.of(), beforeTheFreeze))
                    .isInstanceOf(IOException.class);
            assertThatThrownBy(() -> bucket.write(List.of(), key, beforeTheFreeze))
                    .isInstanceOf(IOException.class);
            assertThat(bucket.read(List.of(DeviceKey.of(old))))
                    .isEqualTo(Map.of(DeviceKey.of(old), Optional.of(disabled)));

            bucket.write(List.of(), key, bucket.revisions(key));
            assertThat(bucket.read(List.of(DeviceKey.of(old)))).isEmpty();
            bucket.write(List.of(old), List.of(), bucket.revisions(key));
            assertThat(bucket.read(List.of(DeviceKey.of(old)))).isEqualTo(Map.of(DeviceKey.of(old), Optional.of(old)));
        }
    }

    private static DeviceEntry entry(boolean enabled) {
        return new DeviceEntry(
                "lead", "pump-7", enabled, List.of(), Optional.empty(), Map.of(), false, Optional.empty());
    }
}
