package io.telltale.heap;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** In JVMs of their own, with the serial collector and 256 MB. */
class HeapKeeperTest {

    @Test
    void aHeapStaysNearWhatLivesInIt() throws Exception {
        assertThat(mostUsed("kept", 8)).isLessThan(64);
    }

    /** Half as much again would be 192. */
    @Test
    void aGreatOneGrowsByLessOfItself() throws Exception {
        assertThat(mostUsed("kept", 128)).isLessThan(192);
    }

    /** The reason for all of this; when it fails, the JVM has learnt it and nobody needs a keeper any more. */
    @Test
    void byItselfItGrowsToItsEnd() throws Exception {
        assertThat(mostUsed("left", 8)).isGreaterThan(192);
    }

    /** Megabytes that the old generation held at most. */
    private static int mostUsed(String how, int alive) throws IOException, InterruptedException {
        Process churn = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:+UseSerialGC",
                        "-Xmn4m",
                        "-Xmx256m",
                        "-cp",
                        System.getProperty("java.class.path"),
                        Churn.class.getName(),
                        how,
                        Integer.toString(alive))
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        String said = new String(churn.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(churn.waitFor()).isZero();
        return Integer.parseInt(said.strip());
    }
}
