package io.telltale.simulator.fleet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.telltale.simulator.signal.Fault;
import io.telltale.simulator.signal.FaultKind;
import io.telltale.simulator.stack.CannotRunException;
import io.telltale.simulator.stack.DeviceLogin;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GroundTruthTest {

    /** 2026-01-05T12:00:00Z. */
    private static final long NOON = 1_767_614_400_000_000L;

    private static final long MINUTE = 60_000_000L;

    @TempDir
    private Path folder;

    @Test
    void everyFaultIsWrittenOnceWithTheTimesOfItsReadings() throws IOException {
        Path file = folder.resolve("truth.jsonl");
        Member fast = MemberTest.member("", 0, Set.of(), 60);
        long from = fast.clock().lived(NOON);
        Fault shift = new Fault(FaultKind.LEVEL_SHIFT, 1, 0, from, from + 60 * MINUTE, -5);
        Fault silence = new Fault(FaultKind.DROPOUT, 2, 3, from + 120 * MINUTE, from + 180 * MINUTE, 0);
        try (GroundTruth truth = new GroundTruth(Optional.of(file))) {
            truth.suffered(fast, shift);
            truth.suffered(fast, shift);
            truth.suffered(fast, silence);
            assertThat(truth.faults()).isEqualTo(2);
            assertThat(truth.latest()).isEqualTo("dropout on pump-1/power");
        }

        assertThat(Files.readAllLines(file))
                .isEqualTo(List.of(
                        "{\"device\":\"pump-1\",\"metric\":\"temperature\",\"fault\":\"level-shift\","
                                + "\"from\":\"2026-01-05T12:00:00.000000Z\",\"to\":\"2026-01-05T12:01:00.000000Z\","
                                + "\"parameters\":{\"offset\":-2.0}}",
                        "{\"device\":\"pump-1\",\"metric\":\"power\",\"fault\":\"dropout\","
                                + "\"from\":\"2026-01-05T12:02:00.000000Z\",\"to\":\"2026-01-05T12:03:00.000000Z\","
                                + "\"parameters\":{}}"));
    }

    @Test
    void aPlaceThatCannotBeWrittenIsToldBeforeTheRun() {
        assertThatThrownBy(() -> new GroundTruth(Optional.of(folder.resolve("no/such/folder"))))
                .isInstanceOf(CannotRunException.class)
                .hasMessageStartingWith("cannot write the ground truth ");
    }

    @Test
    void tokensAreKeptForTheirOwnerAloneAndFoundAgain() throws IOException {
        TokenFile file = new TokenFile(folder.resolve("fleet.json"));
        assertThat(file.read()).isEmpty();
        DeviceLogin login = new DeviceLogin("pump-1", "default", "secret");

        file.write(List.of(login));

        assertThat(file.read()).isEqualTo(Map.of("pump-1", login));
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file.file())))
                .isEqualTo("rw-------");
        try (var files = Files.list(folder)) {
            assertThat(files).containsExactly(file.file());
        }
    }
}
