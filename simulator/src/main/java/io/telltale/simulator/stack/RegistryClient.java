package io.telltale.simulator.stack;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * The registry's part of the {@link PlatformApi} as the simulator needs it. Blocking, safe for several threads. Every failure
 * is a {@link CannotRunException} that says what the user can do.
 */
public final class RegistryClient implements AutoCloseable {

    /** Most devices of one provisioning request. */
    private static final int CHUNK = 1000;

    private static final int DELETERS = 8;

    private final PlatformApi api;

    /** Speaks to {@code api} with the operator's {@code token}; a {@code tenant} is named only where the token may choose. */
    public RegistryClient(URI api, String token, Optional<String> tenant) {
        this(new PlatformApi(api, token, tenant, PlatformApi.LONGEST_ANSWER, Map.of()));
    }

    RegistryClient(PlatformApi api) {
        this.api = api;
    }

    /** Creates what is missing and gives each device a fresh token, in the order asked. */
    public List<DeviceLogin> provision(List<NewDevice> devices) {
        List<DeviceLogin> logins = new ArrayList<>(devices.size());
        for (int from = 0; from < devices.size(); from += CHUNK) {
            List<NewDevice> chunk = devices.subList(from, Math.min(from + CHUNK, devices.size()));
            JsonNode answer = api.post("/provisioning", Map.of(), Map.of("devices", chunk))
                    .body();
            answer.path("devices").forEach(device -> logins.add(login(device)));
        }
        if (logins.size() != devices.size()) {
            throw new CannotRunException(
                    "the registry gave " + logins.size() + " tokens for " + devices.size() + " devices");
        }
        return logins;
    }

    /** Creates the profile, or leaves the one that is there as it is. */
    public void createProfile(NewProfile profile) {
        api.post("/profiles", Map.of(), profile, PlatformApi.Answer.CONFLICT);
    }

    /** Forgets the device; one that is gone already is no error. */
    public void delete(String device) {
        api.send("DELETE", "/devices/" + URLEncoder.encode(device, StandardCharsets.UTF_8), Map.of(), 404);
    }

    /** The same of many, several at a time. */
    public void deleteAll(List<String> devices) throws InterruptedException {
        try (ExecutorService deleters = Executors.newFixedThreadPool(DELETERS)) {
            List<Future<?>> deletions = new ArrayList<>();
            for (String device : devices) {
                deletions.add(deleters.submit(() -> delete(device)));
            }
            for (Future<?> deletion : deletions) {
                try {
                    deletion.get();
                } catch (ExecutionException e) {
                    deleters.shutdownNow();
                    throw e.getCause() instanceof CannotRunException known
                            ? known
                            : new IllegalStateException("deleting devices failed", e.getCause());
                }
            }
        }
    }

    @Override
    public void close() {
        api.close();
    }

    private static DeviceLogin login(JsonNode device) {
        return new DeviceLogin(
                device.path("name").asText(),
                device.path("tenant").asText(),
                device.path("token").asText());
    }
}
