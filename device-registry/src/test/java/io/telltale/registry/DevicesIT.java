package io.telltale.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.nullValue;

import io.restassured.path.json.JsonPath;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@RegistryTest
class DevicesIT {

    private Api api;

    @BeforeEach
    void inATenantOfItsOwn() {
        api = Api.ofFreshTenant();
    }

    @Test
    void aDeviceIsRegisteredWithDefaultsAndFoundAgain() {
        Map<String, Object> registered =
                api.created("/api/devices", "{'name':'pump-7'}").getMap("$");

        assertThat(registered.remove("token").toString()).hasSize(43);
        assertThat(Duration.between(Instant.parse((String) registered.get("createdAt")), Instant.now()))
                .isLessThan(Duration.ofMinutes(1));
        Map<String, Object> expected = Map.of(
                "name",
                "pump-7",
                "tenant",
                api.tenant(),
                "enabled",
                true,
                "profile",
                "default",
                "labels",
                Map.of(),
                "gateway",
                false,
                "createdAt",
                registered.get("createdAt"));
        assertThat(registered).isEqualTo(expected);
        assertThat(api.get("/api/devices/pump-7")
                        .statusCode(200)
                        .extract()
                        .jsonPath()
                        .<String, Object>getMap("$"))
                .isEqualTo(expected);
    }

    @Test
    void aNameIsTakenOnce() {
        api.register("pump-7");

        api.post("/api/devices", "{'name':'pump-7'}")
                .statusCode(409)
                .contentType("application/problem+json")
                .body("type", equalTo("urn:telltale:problem:conflict"))
                .body(
                        "detail",
                        equalTo("device 'pump-7' exists already in tenant '" + api.tenant()
                                + "': change it with PUT /api/devices/pump-7, or get another token with POST"
                                + " /api/devices/pump-7/credentials"));
    }

    @Test
    void aBadNameIsNamed() {
        for (String name : List.of("", "-pump", "pump 7", "pump.7", "pümp", "p".repeat(65))) {
            api.post("/api/devices", "{'name':'" + name + "'}")
                    .statusCode(400)
                    .body("errors.field", contains("name"))
                    .body("errors.message", contains(Wire.NAME_RULE));
        }
        api.post("/api/devices", "{}").statusCode(400).body("errors.field", contains("name"));
    }

    @Test
    void aFieldThatDoesNotExistIsRefused() {
        api.post("/api/devices", "{'name':'pump-7','lables':{}}").statusCode(400);
        api.get("/api/devices/pump-7").statusCode(404);
    }

    @Test
    void aChangeReplacesEverythingAndWhatIsLeftOutGoesBackToItsDefault() {
        api.post("/api/profiles", "{'name':'pump'}").statusCode(201);
        api.register("gateway-1");
        api.put("/api/devices/gateway-1", "{'gateway':true}").statusCode(200);
        api.register("pump-7");

        api.put("/api/devices/pump-7", "{'enabled':false,'profile':'pump','labels':{'site':'a'},'parent':'gateway-1'}")
                .statusCode(200);
        api.get("/api/devices/pump-7")
                .body("enabled", equalTo(false))
                .body("profile", equalTo("pump"))
                .body("labels", equalTo(Map.of("site", "a")))
                .body("parent", equalTo("gateway-1"));

        api.put("/api/devices/pump-7", "{}").statusCode(200);
        api.get("/api/devices/pump-7")
                .body("enabled", equalTo(true))
                .body("profile", equalTo("default"))
                .body("labels", equalTo(Map.of()))
                .body("parent", nullValue());
    }

    @Test
    void whatGetAnswersCanBePutBack() {
        api.register("pump-7");
        String shown = api.get("/api/devices/pump-7").extract().asString();

        assertThat(api.put("/api/devices/pump-7", shown)
                        .statusCode(200)
                        .extract()
                        .asString())
                .isEqualTo(shown);
    }

    @Test
    void aDeviceThatIsNotThereIsNotFoundWhateverIsAskedOfIt() {
        String detail = "no device 'nobody' in tenant '" + api.tenant() + "'";
        api.get("/api/devices/nobody").statusCode(404).body("detail", equalTo(detail));
        api.put("/api/devices/nobody", "{}").statusCode(404).body("detail", equalTo(detail));
        api.delete("/api/devices/nobody").statusCode(404).body("detail", equalTo(detail));
        api.get("/api/devices/nobody/credentials").statusCode(404).body("detail", equalTo(detail));
        api.post("/api/devices/nobody/credentials").statusCode(404).body("detail", equalTo(detail));
    }

    @Test
    void aRemovedDeviceIsGoneAndItsNameIsFree() {
        String before = api.register("pump-7");
        api.delete("/api/devices/pump-7").statusCode(204);
        api.get("/api/devices/pump-7").statusCode(404);
        api.delete("/api/devices/pump-7").statusCode(404);

        assertThat(api.register("pump-7")).isNotEqualTo(before);
        assertThat(api.get("/api/devices/pump-7/credentials")
                        .extract()
                        .jsonPath()
                        .<Object>getList("items"))
                .hasSize(1);
    }

    @Test
    void aProfileThatIsNotThereIsNamed() {
        api.post("/api/devices", "{'name':'pump-7','profile':'pump'}")
                .statusCode(400)
                .body("errors.field", contains("profile"))
                .body("errors.message", contains("there is no profile 'pump' in tenant '" + api.tenant() + "'"));
    }

    @Test
    void aParentMustBeAGatewayAndStaysOneWhileItHasChildren() {
        api.register("pump-1");
        api.post("/api/devices", "{'name':'pump-2','parent':'pump-1'}")
                .statusCode(400)
                .body("errors.field", contains("parent"));
        api.post("/api/devices", "{'name':'hall','gateway':true}").statusCode(201);
        api.post("/api/devices", "{'name':'pump-2','parent':'hall'}").statusCode(201);
        api.post("/api/devices", "{'name':'hall-2','gateway':true,'parent':'hall'}")
                .statusCode(400)
                .body("errors.field", contains("parent"));

        String detail = "1 devices have 'hall' as their parent: remove them or give them another first";
        api.put("/api/devices/hall", "{'gateway':false}").statusCode(409).body("detail", equalTo(detail));
        api.delete("/api/devices/hall").statusCode(409).body("detail", equalTo(detail));

        api.delete("/api/devices/pump-2").statusCode(204);
        api.delete("/api/devices/hall").statusCode(204);
    }

    @Test
    void severalCallersRemoveManyDevicesAtOnce() throws Exception {
        List<String> names =
                IntStream.range(0, 200).mapToObj("d-%03d"::formatted).toList();
        api.post(
                        "/api/provisioning",
                        names.stream()
                                .map("{'name':'%s'}"::formatted)
                                .collect(Collectors.joining(",", "{'devices':[", "]}")))
                .statusCode(200);

        try (ExecutorService callers = Executors.newFixedThreadPool(8)) {
            List<Callable<Integer>> removals = names.stream()
                    .<Callable<Integer>>map(name ->
                            () -> api.delete("/api/devices/" + name).extract().statusCode())
                    .toList();
            for (Future<Integer> removal : callers.invokeAll(removals)) {
                assertThat(removal.get()).isEqualTo(204);
            }
        }
        api.get("/api/devices").body("items", hasSize(0));
    }

    @Test
    void pagesHoldEveryDeviceOnceInTheOrderOfTheirNames() {
        List<String> names =
                IntStream.range(0, 25).mapToObj("d-%02d"::formatted).toList();
        names.forEach(api::register);

        List<String> seen = new ArrayList<>();
        String next = "";
        List<Integer> sizes = new ArrayList<>();
        do {
            JsonPath page = api.get("/api/devices?limit=10&after=" + next)
                    .statusCode(200)
                    .extract()
                    .jsonPath();
            List<String> onPage = page.getList("items.name");
            seen.addAll(onPage);
            sizes.add(onPage.size());
            next = page.getString("next");
        } while (next != null);

        assertThat(seen).isEqualTo(names);
        assertThat(sizes).containsExactly(10, 10, 5);
    }

    @Test
    void aListCanBeNarrowedByProfileAndLabels() {
        api.post("/api/profiles", "{'name':'pump'}").statusCode(201);
        api.post("/api/devices", "{'name':'a','profile':'pump','labels':{'site':'x','kind':'wet'}}")
                .statusCode(201);
        api.post("/api/devices", "{'name':'b','labels':{'site':'x'}}").statusCode(201);
        api.post("/api/devices", "{'name':'c','labels':{'site':'y','url':'http://h:1'}}")
                .statusCode(201);

        assertThat(names("profile=pump")).containsExactly("a");
        assertThat(names("label=site:x")).containsExactly("a", "b");
        assertThat(names("label=site:x&label=kind:wet")).containsExactly("a");
        assertThat(names("label=url:http://h:1")).containsExactly("c");
        assertThat(names("label=site:x&label=site:y")).isNull();
        api.get("/api/devices?label=site").statusCode(400).body("errors.field", contains("label"));
    }

    private List<String> names(String query) {
        return api.get("/api/devices?" + query).extract().jsonPath().getList("items.name");
    }
}
