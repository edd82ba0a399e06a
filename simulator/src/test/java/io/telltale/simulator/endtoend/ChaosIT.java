package io.telltale.simulator.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The short form of {@code ./telltale chaos}: some faults, then everything is accounted for. */
class ChaosIT {

    private static final Path ROOT = Path.of(System.getProperty("telltale.root"));

    @TempDir
    private Path scratch;

    @Test
    void losesNothingAndDoublesNothingWhileProcessesDie() throws IOException, InterruptedException {
        Path report = scratch.resolve("report.json");
        Path progress = scratch.resolve("progress.txt");
        ProcessBuilder chaos = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-jar",
                        ROOT.resolve("simulator/target/simulator.jar").toString(),
                        "chaos",
                        "--json",
                        "--seed=4",
                        "--duration=30s",
                        "--rate=500",
                        // how fast is for a quiet machine to say; here other tests have just ended
                        "--recover-within=60s",
                        "--faults=gateway:kill,nats-server:kill,anomaly-service:freeze,postgresql:kill,broker:kill")
                .redirectOutput(report.toFile())
                .redirectError(progress.toFile());
        chaos.environment().putAll(Map.of("TELLTALE_ROOT", ROOT.toString()));

        Process process = chaos.start();
        boolean ended = process.waitFor(10, TimeUnit.MINUTES);

        String said = Files.readString(progress);
        assertThat(ended).as(said).isTrue();
        assertThat(process.exitValue()).as(said).isZero();
        JsonNode proof = new ObjectMapper().readTree(report.toFile());
        assertThat(proof.path("problems")).isEmpty();
        assertThat(proof.path("lost").asLong(-1)).isZero();
        assertThat(proof.path("duplicated").asLong(-1)).isZero();
        assertThat(proof.path("strangers").asLong(-1)).isZero();
        assertThat(proof.path("stored").asLong())
                .isGreaterThanOrEqualTo(proof.path("acknowledged").asLong())
                .isGreaterThan(5_000);
        assertThat(proof.path("faults").size()).isGreaterThan(1);
        assertThat(proof.path("alerts").path("crossings").asLong()).isGreaterThan(10);
        assertThat(proof.path("deadLetters").path("found").asLong())
                .isEqualTo(proof.path("deadLetters").path("answered").asLong())
                .isGreaterThan(10);
    }
}
