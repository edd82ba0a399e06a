package io.telltale.alerting.cli;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/** Files as texts. */
final class Texts {

    private static final int MOST_BYTES = 1 << 20;
    private static final Path STANDARD_INPUT = Path.of("-");

    private Texts() {}

    /** The whole file; of {@code -} the standard input. */
    static String read(Path file) {
        try (InputStream in = file.equals(STANDARD_INPUT) ? System.in : Files.newInputStream(file)) {
            byte[] bytes = in.readNBytes(MOST_BYTES + 1);
            if (bytes.length > MOST_BYTES) {
                throw new CannotRunException(file + " has more than " + MOST_BYTES + " bytes");
            }
            return new String(bytes, StandardCharsets.UTF_8);
        } catch (NoSuchFileException e) {
            throw new CannotRunException("no such file: " + file, e);
        } catch (IOException e) {
            throw new CannotRunException(file + " cannot be read: " + e.getMessage(), e);
        }
    }
}
