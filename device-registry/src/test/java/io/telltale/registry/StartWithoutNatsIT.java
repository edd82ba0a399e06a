package io.telltale.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;

import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The registry starts and serves while no NATS answers; it says so where operators look, without the password. */
@RegistryTest
@TestProfile(StartWithoutNatsIT.NobodyAnswers.class)
class StartWithoutNatsIT {

    @Test
    void everythingIsServedAndHealthTellsWhatWaits() throws IOException {
        Api api = Api.ofFreshTenant();
        api.register("pump-7");
        api.get("/api/devices/pump-7").statusCode(200);

        await().atMost(Duration.ofSeconds(20)).untilAsserted(() -> api.get("/q/health/ready")
                .statusCode(200)
                .body("status", equalTo("UP"))
                .body("checks.find{it.name=='directory'}.data.state", equalTo("NATS can't be reached"))
                .body(
                        "checks.find{it.name=='directory'}.data.pending",
                        equalTo(2))); // the device, and its tenant's profile
        api.get("/q/health/live").statusCode(200).body("status", equalTo("UP"));
        List<String> log = Files.readAllLines(Path.of(NobodyAnswers.LOG_FILE));
        assertThat(log.stream().filter(line -> line.contains("state=NATS can't be reached")))
                .hasSize(1);
        assertThat(log).noneMatch(line -> line.contains("pa55word"));
    }

    /** An address where nothing listens. */
    public static final class NobodyAnswers implements QuarkusTestProfile {

        static final String LOG_FILE = "target/registry-without-nats.log";

        @Override
        public Map<String, String> getConfigOverrides() {
            return Map.of(
                    "telltale.nats.url", "nats://telltale:pa55word@127.0.0.1:1", "quarkus.log.file.path", LOG_FILE);
        }
    }
}
