package io.telltale.anomaly.replay;

import java.io.IOException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** A file that can't be scored, with the line that says why. */
final class BadCsvException extends IOException {

    private static final long serialVersionUID = 1;

    BadCsvException(Path file, int line, String what, @Nullable Throwable cause) {
        super(file + ":" + line + ": " + what, cause);
    }
}
