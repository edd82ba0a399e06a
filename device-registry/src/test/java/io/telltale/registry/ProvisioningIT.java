package io.telltale.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;

import io.restassured.path.json.JsonPath;
import io.telltale.events.DeviceEntry;
import io.telltale.events.DeviceToken;
import io.telltale.testkit.NatsServer;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@RegistryTest
class ProvisioningIT {

    NatsServer nats;
    private Api api;

    @BeforeEach
    void inATenantOfItsOwn() {
        api = Api.ofFreshTenant();
    }

    @Test
    void whatIsMissingIsRegisteredAndWhatIsThereStaysAsItIs() {
        api.post("/api/devices", "{'name':'pump-1','labels':{'site':'a'}}").statusCode(201);

        JsonPath answer = provision("{'name':'pump-2','labels':{'site':'b'}},{'name':'pump-1','labels':{'site':'b'}}");

        assertThat(answer.<String>getList("devices.name")).containsExactly("pump-2", "pump-1");
        assertThat(answer.<String>getList("devices.tenant")).containsExactly(api.tenant(), api.tenant());
        JsonPath devices = api.get("/api/devices").extract().jsonPath();
        assertThat(devices.<String>getList("items.name")).containsExactly("pump-1", "pump-2");
        assertThat(devices.<String>getList("items.labels.site")).containsExactly("a", "b");
    }

    @Test
    void doneAgainItGivesFreshTokensAndTheOldOnesStayGood() {
        String first = provision("{'name':'pump-1'}").getString("devices[0].token");
        String second = provision("{'name':'pump-1'}").getString("devices[0].token");

        DeviceEntry entry = Directory.of(nats).awaitTokens(api.tenant(), "pump-1", 2);
        assertThat(entry.tokenHashes()).containsExactly(DeviceToken.hash(first), DeviceToken.hash(second));
    }

    @Test
    void childrenMayComeBeforeTheirGatewayInOneCall() {
        provision("{'name':'a-pump','parent':'hall'},{'name':'hall','gateway':true},{'name':'b-pump','parent':'hall'}");

        assertThat(Directory.of(nats)
                        .awaitEntry(api.tenant(), "a-pump", entry -> true)
                        .parent())
                .isEqualTo(Optional.of("hall"));
    }

    @Test
    void oneBadDeviceIsNamedAndNothingIsRegistered() {
        api.post("/api/provisioning", "{'devices':[{'name':'pump-1'},{'name':'pump 2'}]}")
                .statusCode(400)
                .body("errors.field", contains("devices[1].name"));
        api.post("/api/provisioning", "{'devices':[{'name':'pump-1'},{'name':'pump-2','profile':'nope'}]}")
                .statusCode(400)
                .body("errors.field", contains("devices[1].profile"));
        api.post("/api/provisioning", "{'devices':[{'name':'pump-1'},{'name':'pump-1'}]}")
                .statusCode(400)
                .body("errors.field", contains("devices[1].name"));
        api.post("/api/provisioning", "{'devices':[]}").statusCode(400).body("errors.field", contains("devices"));

        assertThat(api.get("/api/devices").extract().jsonPath().<Object>getList("items"))
                .isEmpty();
    }

    @Test
    void aThousandDevicesAreInTheDirectoryWithinSeconds() {
        String body = fleet(1000);
        long began = System.nanoTime();
        JsonPath answer =
                api.post("/api/provisioning", body).statusCode(200).extract().jsonPath();
        Duration answered = Duration.ofNanos(System.nanoTime() - began);

        Map<String, String> tokens = answer.<Map<String, String>>getList("devices").stream()
                .collect(Collectors.toMap(device -> device.get("name"), device -> device.get("token")));
        assertThat(tokens).hasSize(1000);
        Directory directory = Directory.of(nats);
        directory.awaitEntry(api.tenant(), "d-0999", entry -> true);
        Awaitility.await().atMost(Duration.ofSeconds(20)).untilAsserted(() -> assertThat(directory.all(api.tenant()))
                .hasSize(1000));
        directory.all(api.tenant()).forEach((device, entry) -> assertThat(entry.tokenHashes())
                .containsExactly(DeviceToken.hash(tokens.get(device))));
        assertThat(answered).isLessThan(Duration.ofSeconds(2));

        assertThat(api.post("/api/provisioning", fleet(1001))
                        .statusCode(400)
                        .extract()
                        .<List<String>>path("errors.field"))
                .containsExactly("devices");
    }

    @Test
    void twoCallersMayProvisionTheSameDevicesAtOnce() throws Exception {
        String body = fleet(50);
        Callable<Integer> call =
                () -> api.post("/api/provisioning", body).extract().statusCode();
        try (ExecutorService callers = Executors.newFixedThreadPool(4)) {
            for (Future<Integer> done : callers.invokeAll(List.of(call, call, call, call))) {
                assertThat(done.get()).isEqualTo(200);
            }
        }
        List<String> names =
                api.get("/api/devices?limit=1000").extract().jsonPath().getList("items.name");
        assertThat(names).hasSize(50);
        assertThat(new HashSet<>(names)).hasSize(50);
        Directory.of(nats).awaitTokens(api.tenant(), "d-0000", 4);
    }

    private JsonPath provision(String devices) {
        return api.post("/api/provisioning", "{'devices':[" + devices + "]}")
                .statusCode(200)
                .extract()
                .jsonPath();
    }

    private static String fleet(int devices) {
        return IntStream.range(0, devices)
                .mapToObj("{'name':'d-%04d','labels':{'site':'a'}}"::formatted)
                .collect(Collectors.joining(",", "{'devices':[", "]}"));
    }
}
