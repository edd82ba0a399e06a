package io.telltale.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.equalTo;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@RegistryTest
class ProfilesIT {

    private Api api;

    @BeforeEach
    void inATenantOfItsOwn() {
        api = Api.ofFreshTenant();
    }

    @Test
    void aProfileIsCreatedReadReplacedAndRemoved() {
        api.post(
                        "/api/profiles",
                        "{'name':'pump','title':'Pumps','futureTolerance':'PT1M','futurePolicy':'clamp',"
                                + "'metrics':{'temperature':{'unit':'°C','min':-40,'max':125,"
                                + "'detection':{'off':['stuck-sensor','jump'],'low':-50,'high':150}}}}")
                .statusCode(201);
        assertThat(show("pump"))
                .isEqualTo(Map.of(
                        "name", "pump",
                        "title", "Pumps",
                        "futureTolerance", "PT1M",
                        "futurePolicy", "clamp",
                        "metrics",
                                Map.of(
                                        "temperature",
                                        Map.of(
                                                "unit",
                                                "°C",
                                                "min",
                                                -40.0f,
                                                "max",
                                                125.0f,
                                                "detection",
                                                Map.of(
                                                        "off",
                                                        List.of("stuck-sensor", "jump"),
                                                        "low",
                                                        -50.0f,
                                                        "high",
                                                        150.0f)))));

        api.put("/api/profiles/pump", "{'name':'pump'}").statusCode(200);
        assertThat(show("pump"))
                .isEqualTo(
                        Map.of("name", "pump", "futureTolerance", "PT5M", "futurePolicy", "park", "metrics", Map.of()));

        api.delete("/api/profiles/pump").statusCode(204);
        api.get("/api/profiles/pump").statusCode(404);
        api.delete("/api/profiles/pump").statusCode(404);
    }

    @Test
    void aProfileThatDevicesHaveStays() {
        api.post("/api/profiles", "{'name':'pump'}").statusCode(201);
        api.post("/api/devices", "{'name':'pump-7','profile':'pump'}").statusCode(201);

        api.delete("/api/profiles/pump")
                .statusCode(409)
                .body(
                        "detail",
                        equalTo("devices still have profile 'pump': give them another first"
                                + " (GET /api/devices?profile=pump lists them)"));
        api.delete("/api/profiles/default").statusCode(409);
    }

    @Test
    void whatIsWrongIsNamed() {
        api.post("/api/profiles", "{'name':'a b'}").statusCode(400).body("errors.field", contains("name"));
        api.post("/api/profiles", "{'name':'pump','metrics':{'t':{'min':2,'max':1}}}")
                .statusCode(400)
                .body("errors.message", contains("min must not be above max"));
        api.post("/api/profiles", "{'name':'pump','metrics':{'t':{'detection':{'off':['jump','spike']}}}}")
                .statusCode(400)
                .body("errors.field", contains("metrics[t].detection.off[1]"))
                .body(
                        "errors.message",
                        contains("is no detector that can be switched off; these are: range-break|time-of-day"
                                + "|sustained-shift|drift|jump|variability-burst|stuck-sensor|gap|peer-deviation"));
        api.post("/api/profiles", "{'name':'pump','metrics':{'t':{'detection':{'low':2,'high':2}}}}")
                .statusCode(400)
                .body("errors.message", contains("low must be below high"));
        api.post("/api/profiles", "{'name':'pump','metrics':{'t':{'detection':{'high':1e999}}}}")
                .statusCode(400)
                .body("errors.message", contains("is not a number"));
        api.post("/api/profiles", "{'name':'pump','futureTolerance':'PT-1S'}")
                .statusCode(400)
                .body("errors.field", contains("futureTolerance"));
        api.post("/api/profiles", "{'name':'pump','futurePolicy':'ignore'}").statusCode(400);
        api.put("/api/profiles/default", "{'name':'other'}").statusCode(400).body("errors.field", contains("name"));
        api.post("/api/profiles", "{'name':'default'}")
                .statusCode(409)
                .body(
                        "detail",
                        equalTo("profile 'default' exists already in tenant '" + api.tenant()
                                + "': change it with PUT /api/profiles/default"));
        assertThat(api.get("/api/profiles").extract().jsonPath().<String>getList("items.name"))
                .isEqualTo(List.of("default"));
    }

    private Map<String, Object> show(String profile) {
        return api.get("/api/profiles/" + profile)
                .statusCode(200)
                .extract()
                .jsonPath()
                .getMap("$");
    }
}
