package io.telltale.alerting.rulefile;

/**
 * What is wrong in a file.
 *
 * @param line counted from 1
 * @param field path of what is wrong, such as {@code rules[2].condition.clear}; empty when it is the whole
 * @param message for its author
 */
public record Fault(int line, String field, String message) {

    /** For people; begins with the line. */
    @Override
    public String toString() {
        return line + ": " + (field.isEmpty() ? "" : field + ": ") + message;
    }
}
