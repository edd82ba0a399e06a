package io.telltale.registry;

import static io.restassured.RestAssured.given;

import io.restassured.http.ContentType;
import io.restassured.path.json.JsonPath;
import io.restassured.response.ValidatableResponse;
import io.telltale.testkit.TestTokens;
import java.util.UUID;

/** The registry's API as one caller uses it. */
record Api(String tenant, String token) {

    /** An operator of a tenant that no other test has. */
    static Api ofFreshTenant() {
        String tenant = "t-" + UUID.randomUUID().toString().substring(0, 8);
        admin().post("/api/tenants", "{'name':'" + tenant + "'}").statusCode(201);
        return operator(tenant);
    }

    static Api operator(String tenant) {
        return new Api(tenant, TestTokens.operator(tenant));
    }

    static Api viewer(String tenant) {
        return new Api(tenant, TestTokens.viewer(tenant));
    }

    static Api admin() {
        return new Api("default", TestTokens.admin("default"));
    }

    ValidatableResponse get(String path) {
        return given().auth().oauth2(token).get(path).then();
    }

    /** The body may use single quotes. */
    ValidatableResponse post(String path, String body) {
        return given().auth()
                .oauth2(token)
                .contentType(ContentType.JSON)
                .body(body.replace('\'', '"'))
                .post(path)
                .then();
    }

    ValidatableResponse post(String path) {
        return given().auth().oauth2(token).post(path).then();
    }

    ValidatableResponse put(String path, String body) {
        return given().auth()
                .oauth2(token)
                .contentType(ContentType.JSON)
                .body(body.replace('\'', '"'))
                .put(path)
                .then();
    }

    ValidatableResponse delete(String path) {
        return given().auth().oauth2(token).delete(path).then();
    }

    /** Registers a device with nothing special; its token. */
    String register(String device) {
        return created("/api/devices", "{'name':'" + device + "'}").getString("token");
    }

    JsonPath created(String path, String body) {
        return post(path, body).statusCode(201).extract().jsonPath();
    }
}
