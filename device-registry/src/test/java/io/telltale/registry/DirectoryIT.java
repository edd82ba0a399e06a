package io.telltale.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.nats.client.Connection;
import io.nats.client.JetStreamSubscription;
import io.nats.client.Message;
import io.nats.client.PushSubscribeOptions;
import io.telltale.events.CloudEvent;
import io.telltale.events.DeviceChanged;
import io.telltale.events.DeviceEntry;
import io.telltale.events.DeviceToken;
import io.telltale.events.Streams;
import io.telltale.events.Subjects;
import io.telltale.testkit.NatsServer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@RegistryTest
class DirectoryIT {

    private static final Duration LONGEST = Duration.ofSeconds(20);

    NatsServer nats;
    private Api api;
    private Directory directory;

    @BeforeEach
    void inATenantOfItsOwn() {
        api = Api.ofFreshTenant();
        directory = Directory.of(nats);
    }

    @Test
    void theBucketHoldsExactlyWhatWasCommitted() {
        api.post("/api/profiles", "{'name':'pump'}").statusCode(201);
        Map<String, String> hash = new HashMap<>();
        hash.put(
                "hall",
                token(api.created("/api/devices", "{'name':'hall','gateway':true}")
                        .getString("token")));
        hash.put(
                "pump-1",
                token(api.created(
                                "/api/devices",
                                "{'name':'pump-1','parent':'hall','profile':'pump','labels':{'site':'a','kind':'wet'}}")
                        .getString("token")));
        hash.put("pump-2", token(api.register("pump-2")));
        api.put("/api/devices/pump-2", "{'enabled':false}").statusCode(200);
        api.register("pump-3");
        api.delete("/api/devices/pump-3").statusCode(204);

        Map<String, DeviceEntry> expected = Map.of(
                "hall", entry("hall", true, hash.get("hall"), "default", Map.of(), true, null),
                "pump-1",
                        entry(
                                "pump-1",
                                true,
                                hash.get("pump-1"),
                                "pump",
                                Map.of("site", "a", "kind", "wet"),
                                false,
                                "hall"),
                "pump-2", entry("pump-2", false, hash.get("pump-2"), "default", Map.of(), false, null));
        await().atMost(LONGEST)
                .untilAsserted(() -> assertThat(directory.all(api.tenant())).isEqualTo(expected));
    }

    @Test
    void aDisabledOrRemovedDeviceIsLockedOutWithinASecond() {
        api.register("pump-1");
        api.register("pump-2");
        directory.awaitTokens(api.tenant(), "pump-1", 1);
        directory.awaitTokens(api.tenant(), "pump-2", 1);

        api.put("/api/devices/pump-1", "{'enabled':false}").statusCode(200);
        api.delete("/api/devices/pump-2").statusCode(204);
        long began = System.nanoTime();

        directory.awaitEntry(api.tenant(), "pump-1", entry -> !entry.enabled());
        await().until(() -> directory.find(api.tenant(), "pump-2").isEmpty());
        assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(Duration.ofSeconds(1));
    }

    @Test
    void everyChangeIsReportedOnceAndInOrder() throws Exception {
        api.register("pump-7");
        api.put("/api/devices/pump-7", "{'enabled':false}").statusCode(200);
        api.post("/api/devices/pump-7/credentials").statusCode(201);
        api.delete("/api/devices/pump-7").statusCode(204);

        List<CloudEvent> events = new ArrayList<>();
        try (Connection connection = nats.connect()) {
            JetStreamSubscription subscription = connection
                    .jetStream()
                    .subscribe(
                            Subjects.device(api.tenant(), "pump-7"),
                            PushSubscribeOptions.builder().stream(Streams.EVENTS)
                                    .ordered(true)
                                    .build());
            for (int i = 0; i < 4; i++) {
                Message message = subscription.nextMessage(LONGEST);
                events.add(CloudEvent.parse(message.getData()));
            }
            assertThat(subscription.nextMessage(Duration.ofMillis(300))).isNull();
        }

        List<String> changes = new ArrayList<>();
        for (CloudEvent event : events) {
            DeviceChanged changed = event.dataAs(DeviceChanged.class);
            assertThat(event.type()).isEqualTo("io.telltale.device.changed");
            assertThat(event.source()).isEqualTo("/device-registry");
            assertThat(event.subject()).isEqualTo(api.tenant() + "/pump-7");
            assertThat(changed.tenant()).isEqualTo(api.tenant());
            assertThat(changed.device()).isEqualTo("pump-7");
            changes.add(changed.change() + ' ' + changed.enabled());
        }
        assertThat(changes).containsExactly("created true", "updated false", "updated false", "deleted false");
        assertThat(events.stream().map(CloudEvent::id).distinct()).hasSize(4);
    }

    @Test
    void theComparisonMendsWhatSomebodyTamperedWith() {
        for (int i = 0; i < 20; i++) {
            api.register("d-%02d".formatted(i));
        }
        await().atMost(LONGEST)
                .untilAsserted(() -> assertThat(directory.all(api.tenant())).hasSize(20));
        Map<String, DeviceEntry> right = directory.all(api.tenant());
        String stranger = DeviceEntry.key(api.tenant(), "stranger");

        directory.delete(DeviceEntry.key(api.tenant(), "d-03"));
        directory.put(
                DeviceEntry.key(api.tenant(), "d-11"),
                entry("d-11", true, DeviceToken.hash("guessed"), "default", Map.of(), false, null)
                        .toBytes());
        directory.put(DeviceEntry.key(api.tenant(), "d-19"), "no json".getBytes(StandardCharsets.UTF_8));
        directory.put(
                stranger,
                entry("stranger", true, DeviceToken.hash("guessed"), "default", Map.of(), false, null)
                        .toBytes());
        directory.put("no-device-at-all", new byte[0]);

        await().atMost(LONGEST).ignoreExceptions().untilAsserted(() -> assertThat(directory.all(api.tenant()))
                .isEqualTo(right));
        await().atMost(LONGEST).until(() -> !directory.has("no-device-at-all"));
        assertThat(directory.has(stranger)).isFalse();
    }

    @Test
    void aBucketThatWasLostIsBuiltAnew() {
        String token = api.register("pump-7");
        directory.awaitTokens(api.tenant(), "pump-7", 1);

        nats.clear();

        DeviceEntry entry = await().atMost(LONGEST)
                .ignoreExceptions()
                .until(() -> directory.find(api.tenant(), "pump-7"), Optional::isPresent)
                .orElseThrow();
        assertThat(entry.tokenHashes()).containsExactly(DeviceToken.hash(token));
    }

    private static String token(String token) {
        return DeviceToken.hash(token);
    }

    private DeviceEntry entry(
            String device,
            boolean enabled,
            String hash,
            String profile,
            Map<String, String> labels,
            boolean gateway,
            String parent) {
        return new DeviceEntry(
                api.tenant(),
                device,
                enabled,
                List.of(hash),
                Optional.of(profile),
                labels,
                gateway,
                Optional.ofNullable(parent));
    }
}
