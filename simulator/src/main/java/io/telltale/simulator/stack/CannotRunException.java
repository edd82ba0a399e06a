package io.telltale.simulator.stack;

import org.jspecify.annotations.Nullable;

/**
 * Something the user can mend keeps a command from its work. The message says what, which and what to do now; it is printed
 * as it stands, without a stack trace, and the command ends with exit status 2.
 */
public final class CannotRunException extends RuntimeException {

    private static final long serialVersionUID = 1;

    public CannotRunException(String message) {
        this(message, null);
    }

    public CannotRunException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
