package io.telltale.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.nats.client.Connection;
import io.nats.client.KeyValue;
import io.nats.client.api.KeyValueEntry;
import io.telltale.events.ProfileEntry;
import io.telltale.events.ProfileEntry.Detection;
import io.telltale.events.ProfileEntry.Metric;
import io.telltale.events.Streams;
import io.telltale.testkit.NatsServer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What the detectors get to know of the profiles. */
@RegistryTest
class ProfileBucketIT {

    private static final Duration LONGEST = Duration.ofSeconds(20);
    private static final String LIMITED =
            "{'name':'pump','metrics':{'temperature':{'unit':'°C','min':0,'detection':{'off':['jump'],'high':85}}}}";

    NatsServer nats;
    private Api api;
    private Connection connection;

    @BeforeEach
    void inATenantOfItsOwn() throws Exception {
        api = Api.ofFreshTenant();
        connection = nats.connect();
    }

    @AfterEach
    void disconnect() throws InterruptedException {
        connection.close();
    }

    @Test
    void theBucketHoldsExactlyWhatWasCommitted() throws Exception {
        awaitProfile("default", Optional.of(entry("default", Map.of())));
        api.post("/api/profiles", LIMITED).statusCode(201);
        awaitProfile("pump", Optional.of(limited()));
        api.put("/api/profiles/pump", "{'name':'pump','metrics':{'temperature':{'detection':{'low':-1}}}}")
                .statusCode(200);
        awaitProfile(
                "pump",
                Optional.of(entry(
                        "pump",
                        Map.of("temperature", new Metric(Optional.empty(), new Detection(List.of(), -1.0, null))))));
        api.delete("/api/profiles/pump").statusCode(204);
        awaitProfile("pump", Optional.empty());
        api.delete("/api/profiles/pump").statusCode(404);
    }

    @Test
    void aChangeIsThereWithinASecond() throws Exception {
        awaitProfile("default", Optional.of(entry("default", Map.of())));
        api.post("/api/profiles", LIMITED).statusCode(201);
        long began = System.nanoTime();
        awaitProfile("pump", Optional.of(limited()));
        assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(Duration.ofSeconds(1));
    }

    @Test
    void theComparisonMendsWhatSomebodyTamperedWith() throws Exception {
        api.post("/api/profiles", LIMITED).statusCode(201);
        awaitProfile("pump", Optional.of(limited()));

        bucket().put(ProfileEntry.key(api.tenant(), "pump"), "no json".getBytes(StandardCharsets.UTF_8));
        bucket().delete(ProfileEntry.key(api.tenant(), "default"));
        bucket().put(
                        ProfileEntry.key(api.tenant(), "stranger"),
                        entry("stranger", Map.of()).toBytes());

        awaitProfile("pump", Optional.of(limited()));
        awaitProfile("default", Optional.of(entry("default", Map.of())));
        awaitProfile("stranger", Optional.empty());
    }

    @Test
    void aComparisonWritesNothingThatIsRight() throws Exception {
        api.post("/api/profiles", LIMITED).statusCode(201);
        awaitProfile("pump", Optional.of(limited()));
        long revision = revision("pump");
        bucket().delete(ProfileEntry.key(api.tenant(), "default"));
        awaitProfile("default", Optional.of(entry("default", Map.of())));

        assertThat(revision("pump")).isEqualTo(revision);
    }

    private void awaitProfile(String profile, Optional<ProfileEntry> expected) {
        await().atMost(LONGEST)
                .pollInterval(Duration.ofMillis(20))
                .ignoreExceptions()
                .untilAsserted(() -> assertThat(find(profile)).isEqualTo(expected));
    }

    private Optional<ProfileEntry> find(String profile) throws Exception {
        KeyValueEntry entry = bucket().get(ProfileEntry.key(api.tenant(), profile));
        return entry == null ? Optional.empty() : Optional.of(ProfileEntry.parse(entry.getValue()));
    }

    private long revision(String profile) throws Exception {
        return bucket().get(ProfileEntry.key(api.tenant(), profile)).getRevision();
    }

    private KeyValue bucket() throws Exception {
        return connection.keyValue(Streams.PROFILES);
    }

    private ProfileEntry limited() {
        return entry(
                "pump",
                Map.of("temperature", new Metric(Optional.of("°C"), new Detection(List.of("jump"), null, 85.0))));
    }

    private ProfileEntry entry(String profile, Map<String, Metric> metrics) {
        return new ProfileEntry(api.tenant(), profile, metrics);
    }
}
