package io.telltale.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code deploy/local/lib/give-way}, the niceness of the stack's services, asked of the kernel by who runs under it. */
class GiveWayTest {

    private static final Path GIVE_WAY = ServersScript.path().resolveSibling("lib/give-way");
    private static final Path AUTOGROUP = Path.of("/proc/self/autogroup");

    @Test
    void aProcessIsAsNiceAsToldAmongThoseOfItsSession() throws Exception {
        assertThat(inASessionOfItsOwn("7", "nice")).isEqualTo("7");
    }

    @Test
    void itsSessionIsAsNiceAmongTheOthers() throws Exception {
        assumeTrue(Files.exists(AUTOGROUP), "this kernel does not divide the processors among sessions");

        assertThat(inASessionOfItsOwn("7", "cat", AUTOGROUP.toString())).endsWith(" nice 7");
    }

    /** All users but root share one change of a session in 100 ms: those refused try again. So root asks as another user. */
    @Test
    void severalAtOnceAllGetTheirTurn(@TempDir Path open) throws Exception {
        assumeTrue(Files.exists(AUTOGROUP), "this kernel does not divide the processors among sessions");
        Files.setPosixFilePermissions(open, PosixFilePermissions.fromString("rwxr-xr-x"));
        Path reachable = Files.copy(GIVE_WAY, open.resolve("give-way"), StandardCopyOption.COPY_ATTRIBUTES);
        List<String> command = new ArrayList<>();
        if (System.getProperty("user.name").equals("root")) {
            command.addAll(List.of("setpriv", "--reuid", "65534", "--regid", "65534", "--clear-groups"));
        }
        command.addAll(List.of("setsid", "--wait", reachable.toString(), "7", "cat", AUTOGROUP.toString()));
        List<Process> together = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            together.add(new ProcessBuilder(command).redirectErrorStream(true).start());
        }

        for (Process process : together) {
            assertThat(outputOf(process)).endsWith(" nice 7");
        }
    }

    @Test
    void theCommandsWordsArePassedOnAsTheyAre() throws Exception {
        assertThat(inASessionOfItsOwn("0", "printf", "%s|", "two words", "", "*"))
                .isEqualTo("two words||*|");
    }

    private static String inASessionOfItsOwn(String... arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of("setsid", "--wait", GIVE_WAY.toString()));
        command.addAll(List.of(arguments));
        return outputOf(new ProcessBuilder(command).redirectErrorStream(true).start());
    }

    private static String outputOf(Process process) throws IOException, InterruptedException {
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(output).isZero();
        return output.strip();
    }
}
