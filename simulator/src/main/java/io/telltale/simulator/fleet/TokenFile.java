package io.telltale.simulator.fleet;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.telltale.simulator.stack.CannotRunException;
import io.telltale.simulator.stack.DeviceLogin;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;

/** The tokens of a fleet in a file for its owner's eyes alone (0600), replaced as a whole. */
record TokenFile(Path file) {

    /** What was kept, by device name; nothing when there is no file yet. */
    Map<String, DeviceLogin> read() {
        Map<String, DeviceLogin> logins = new LinkedHashMap<>();
        if (!Files.exists(file)) {
            return logins;
        }
        try {
            DeviceLogin[] kept = new ObjectMapper().readValue(file.toFile(), DeviceLogin[].class);
            Arrays.stream(kept).forEach(login -> logins.put(login.name(), login));
            return logins;
        } catch (IOException e) {
            throw new CannotRunException("cannot read the tokens in " + file + "; remove it to have new ones made", e);
        }
    }

    void write(Collection<DeviceLogin> logins) {
        try {
            Path folder = file.toAbsolutePath().getParent();
            Path fresh = Files.createTempFile(
                    folder,
                    file.getFileName().toString(),
                    ".new",
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
            Files.write(
                    fresh,
                    new ObjectMapper()
                            .writeValueAsBytes(logins.stream().map(Kept::of).toList()));
            Files.move(fresh, file, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            throw new CannotRunException("cannot keep the tokens in " + file + ": " + e.getMessage(), e);
        }
    }

    /** A login on disk; the login itself has a user name too, which follows from the rest. */
    private record Kept(String name, String tenant, String token) {
        static Kept of(DeviceLogin login) {
            return new Kept(login.name(), login.tenant(), login.token());
        }
    }
}
