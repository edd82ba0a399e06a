package io.telltale.registry;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.equalTo;
import io.restassured.http.ContentType;
import io.telltale.testkit.TestTokens;
import org.junit.jupiter.api.Test;

@RegistryTest
class DevicesIT {

    @Test
    void aDeviceIsRegisteredAndFound() {
        given().auth().oauth2(TestTokens.operator("default")).contentType(ContentType.JSON)
                .body("{\"name\":\"pump-7\",\"labels\":{\"site\":\"a\"}}").post("/api/devices").then().log().all().statusCode(201);
        given().auth().oauth2(TestTokens.operator("default")).get("/api/devices?label=site:a").then().log().all().statusCode(200).body("items[0].name", equalTo("pump-7"));
        given().get("/q/health").then().log().all();
    }
}
