package io.telltale.http;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import io.telltale.testkit.TestTokens;
import io.telltale.testkit.TokensResource;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
@WithTestResource(TokensResource.class)
class IncidentsIT {
    private final Logged logged = new Logged();

    @BeforeEach
    void listen() {
        Logger.getLogger("").addHandler(logged);
    }

    @AfterEach
    void stopListening() {
        Logger.getLogger("").removeHandler(logged);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/api/books/failing?how=bug", "/api/books/failing-later", "/api/failing-route"})
    void tellsTheSenderANumberAndTheLogTheCauseOnce(String path) {
        Response response = given().header("Authorization", "Bearer " + TestTokens.viewer("default"))
                .get(path);

        assertThat(response.statusCode()).isEqualTo(500);
        assertThat(response.contentType()).isEqualTo("application/problem+json");
        assertThat(response.<String>path("type")).isEqualTo("urn:telltale:problem:internal");
        String detail = response.path("detail");
        assertThat(detail).matches("incident [0-9a-f]{16}: the service's log has the cause under that number");
        assertThat(response.asString()).doesNotContain("secret", "Exception", "io.telltale");
        String incident = detail.substring("incident ".length(), "incident ".length() + 16);
        assertThat(logged.errors)
                .singleElement()
                .satisfies(record -> assertThat(record.getThrown()).hasMessage("password=secret"))
                .extracting(LogRecord::getMessage)
                .asString()
                .contains("request failed incident=");
        assertThat(String.format(
                        logged.errors.get(0).getMessage(), logged.errors.get(0).getParameters()))
                .contains(incident)
                .contains("GET " + path.replaceAll("\\?.*", ""));
    }

    private static final class Logged extends Handler {
        final List<LogRecord> errors = new CopyOnWriteArrayList<>();

        @Override
        public void publish(LogRecord record) {
            if (record.getLevel().intValue() >= Level.WARNING.intValue()) {
                errors.add(record);
            }
        }

        @Override
        public void flush() {}

        @Override
        public void close() {}
    }
}
