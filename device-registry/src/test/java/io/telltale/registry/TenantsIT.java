package io.telltale.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.equalTo;

import org.junit.jupiter.api.Test;

@RegistryTest
class TenantsIT {

    @Test
    void oneTenantNeverSeesAnothers() {
        Api acme = Api.ofFreshTenant();
        Api other = Api.ofFreshTenant();
        acme.register("pump-7");
        acme.post("/api/profiles", "{'name':'pump'}").statusCode(201);

        assertThat(other.get("/api/devices").extract().jsonPath().<Object>getList("items"))
                .isEmpty();
        other.get("/api/devices/pump-7").statusCode(404);
        other.put("/api/devices/pump-7", "{'enabled':false}").statusCode(404);
        other.delete("/api/devices/pump-7").statusCode(404);
        other.post("/api/devices/pump-7/credentials").statusCode(404);
        other.get("/api/profiles/pump").statusCode(404);
        other.post("/api/devices", "{'name':'x','profile':'pump'}").statusCode(400);
        other.register("pump-7");

        acme.get("/api/devices/pump-7").statusCode(200).body("enabled", equalTo(true));
    }

    @Test
    void onlyAnAdminMayNameAnotherTenant() {
        Api acme = Api.ofFreshTenant();
        acme.register("pump-7");
        String path = "/api/devices/pump-7?tenant=" + acme.tenant();

        Api.admin().get(path).statusCode(200).body("tenant", equalTo(acme.tenant()));
        Api.operator("default").get(path).statusCode(403);
        acme.get(path).statusCode(200);
    }

    @Test
    void tenantsAreForAdminsOnly() {
        for (Api api : new Api[] {Api.operator("default"), Api.viewer("default")}) {
            api.get("/api/tenants").statusCode(403);
            api.get("/api/tenants/default").statusCode(403);
            api.post("/api/tenants", "{'name':'mine'}").statusCode(403);
        }
        Api.admin().get("/api/tenants/default").statusCode(200).body("title", equalTo("Default"));
    }

    @Test
    void aTenantIsCreatedOnceWithAProfileForItsDevices() {
        Api acme = Api.ofFreshTenant();

        acme.get("/api/profiles").body("items.name", contains("default"));
        Api.admin()
                .post("/api/tenants", "{'name':'" + acme.tenant() + "'}")
                .statusCode(409)
                .body("detail", equalTo("tenant '" + acme.tenant() + "' exists already"));
        Api.admin().post("/api/tenants", "{'name':'a b'}").statusCode(400).body("errors.field", contains("name"));
    }

    @Test
    void aTenantThatWasNeverCreatedHasNoDevices() {
        Api.operator("nobody")
                .post("/api/devices", "{'name':'pump-7'}")
                .statusCode(404)
                .body("detail", equalTo("no tenant 'nobody': an admin creates it with POST /api/tenants"));
    }
}
