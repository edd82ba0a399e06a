package io.telltale.registry;

import static org.awaitility.Awaitility.await;

import io.nats.client.Connection;
import io.nats.client.JetStreamApiException;
import io.nats.client.KeyValue;
import io.nats.client.api.KeyValueEntry;
import io.telltale.events.DeviceEntry;
import io.telltale.events.Streams;
import io.telltale.testkit.NatsServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Predicate;

/** The bucket as a gateway sees it. Each call makes its own connection, so it also works after an outage. */
record Directory(NatsServer nats) {

    private static final Duration LONGEST = Duration.ofSeconds(20);

    static Directory of(NatsServer nats) {
        return new Directory(nats);
    }

    Optional<DeviceEntry> find(String tenant, String device) {
        return ask(bucket -> {
            KeyValueEntry entry = bucket.get(DeviceEntry.key(tenant, device));
            return entry == null ? Optional.empty() : Optional.of(DeviceEntry.parse(entry.getValue()));
        });
    }

    /** Every entry of a tenant, by device. */
    Map<String, DeviceEntry> all(String tenant) {
        return ask(bucket -> {
            Map<String, DeviceEntry> entries = new TreeMap<>();
            for (String key : bucket.keys(tenant + ".>")) {
                KeyValueEntry entry = bucket.get(key);
                if (entry != null) {
                    entries.put(key.substring(tenant.length() + 1), DeviceEntry.parse(entry.getValue()));
                }
            }
            return entries;
        });
    }

    void put(String key, byte[] value) {
        ask(bucket -> bucket.put(key, value));
    }

    void delete(String key) {
        ask(bucket -> {
            bucket.delete(key);
            return key;
        });
    }

    boolean has(String key) {
        return ask(bucket -> bucket.get(key) != null);
    }

    /** Waits until the device has that many tokens. */
    DeviceEntry awaitTokens(String tenant, String device, int tokens) {
        return awaitEntry(tenant, device, entry -> entry.tokenHashes().size() == tokens);
    }

    DeviceEntry awaitEntry(String tenant, String device, Predicate<DeviceEntry> wanted) {
        return await().atMost(LONGEST)
                .pollInterval(Duration.ofMillis(20))
                .until(() -> find(tenant, device), found -> found.filter(wanted).isPresent())
                .orElseThrow();
    }

    private <T> T ask(Question<T> question) {
        try (Connection connection = nats.connect()) {
            return question.of(connection.keyValue(Streams.DEVICES));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (JetStreamApiException e) {
            throw new IllegalStateException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private interface Question<T> {
        T of(KeyValue bucket) throws IOException, JetStreamApiException, InterruptedException;
    }
}
