package io.telltale.simulator.endtoend;

import static io.restassured.RestAssured.given;
import static org.awaitility.Awaitility.await;

import io.restassured.specification.RequestSpecification;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** What a tester does with a platform: register a device, publish with a stock client, look into the store. */
record Platform(LocalStack stack) {

    private static final Path NOTHING = Path.of("/dev/null");

    /** An operator's request. */
    RequestSpecification asOperator() {
        return given().baseUri(stack.api())
                .header("Authorization", "Bearer " + stack.env("TELLTALE_OPERATOR_TOKEN"))
                .contentType("application/json");
    }

    /** Registers a device and waits until the gateway accepts it. */
    Device register(String name) {
        String token = asOperator()
                .body(Map.of("name", name))
                .post("/devices")
                .then()
                .statusCode(201)
                .extract()
                .path("token");
        Device device = new Device(name, token);
        await().atMost(Duration.ofSeconds(10)).until(() -> connects(device));
        return device;
    }

    /** Publishes with {@code mosquitto_pub} at QoS 1. */
    LocalStack.Outcome publish(Device device, String version, String topic, String message) {
        return mosquittoPub(device, version, topic, List.of("-d", "-m", message), NOTHING);
    }

    /** Publishes each line of a file at QoS 1, over one connection. */
    LocalStack.Outcome publishLines(Device device, String version, String topic, Path lines) {
        return mosquittoPub(device, version, topic, List.of("-l"), lines);
    }

    private LocalStack.Outcome mosquittoPub(
            Device device, String version, String topic, List<String> what, Path standardInput) {
        List<String> arguments = new ArrayList<>(List.of(
                "-h",
                stack.env("TELLTALE_MQTT_HOST"),
                "-p",
                stack.env("TELLTALE_MQTT_PORT"),
                "-V",
                version,
                "-q",
                "1",
                "-u",
                device.name(),
                "-P",
                device.token(),
                "-t",
                topic));
        arguments.addAll(what);
        return stack.client("mosquitto_pub", arguments, standardInput);
    }

    /** The stored values of a series in the order of their time. */
    List<Double> stored(String device, String metric) {
        try (Connection database = stack.database();
                PreparedStatement query = database.prepareStatement(
                        "select value from reading where tenant = 'default' and device = ? and metric = ? order by ts, value")) {
            query.setString(1, device);
            query.setString(2, metric);
            List<Double> values = new ArrayList<>();
            try (ResultSet rows = query.executeQuery()) {
                while (rows.next()) {
                    values.add(rows.getDouble(1));
                }
            }
            return values;
        } catch (SQLException e) {
            throw new IllegalStateException("the telemetry database can't be read", e);
        }
    }

    /** Whether the device is let in: a subscription to its own topic, ended as soon as it is granted. */
    private boolean connects(Device device) {
        return stack.client(
                                "mosquitto_sub",
                                List.of(
                                        "-h",
                                        stack.env("TELLTALE_MQTT_HOST"),
                                        "-p",
                                        stack.env("TELLTALE_MQTT_PORT"),
                                        "-E",
                                        "-u",
                                        device.name(),
                                        "-P",
                                        device.token(),
                                        "-t",
                                        "errors/default/" + device.name()),
                                NOTHING)
                        .status()
                == 0;
    }

    /** A registered device. */
    record Device(String name, String token) {}
}
