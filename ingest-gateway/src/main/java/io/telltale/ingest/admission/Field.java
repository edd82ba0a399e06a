package io.telltale.ingest.admission;

import java.util.List;

/**
 * One member of a decoded object.
 *
 * @param name the key
 * @param value what stands there
 */
record Field(String name, Value value) {

    /** What may stand in an object. */
    sealed interface Value {}

    /** A number; infinite when it is beyond a double. */
    record Num(double number) implements Value {}

    /** A boolean. */
    record Flag(boolean set) implements Value {}

    /** A string. */
    record Text(String text) implements Value {}

    /** An object inside an object; only one level is kept. */
    record Nested(List<Field> fields) implements Value {}

    /** Anything else, such as null or an array. */
    record Other(String kind) implements Value {}
}
