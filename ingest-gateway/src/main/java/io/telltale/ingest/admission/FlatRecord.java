package io.telltale.ingest.admission;

import io.telltale.ingest.admission.Field.Flag;
import io.telltale.ingest.admission.Field.Nested;
import io.telltale.ingest.admission.Field.Num;
import io.telltale.ingest.admission.Field.Other;
import io.telltale.ingest.admission.Field.Text;
import java.util.List;
import java.util.OptionalLong;

/**
 * The platform's own form: {@code {"ts": …, "temperature": 21.5, "door": true}} or {@code {"ts": …, "values": {…}}}.
 *
 * <p>A time that cannot be read refuses the whole object, since nobody knows where its values belong; a value that cannot
 * be read refuses only itself.
 */
final class FlatRecord {

    private static final String TIME = "ts";
    private static final String VALUES = "values";

    private FlatRecord() {}

    static void gather(List<Field> fields, Gathered into) {
        boolean stamped = false;
        long micros = 0;
        for (Field field : fields) {
            if (field.name().equals(TIME)) {
                OptionalLong time = time(field.value());
                if (time.isEmpty()) {
                    into.refuse(Reason.BAD_TIMESTAMP, "ts: " + Timestamps.EXPECTED);
                    return;
                }
                stamped = true;
                micros = time.getAsLong();
            }
        }
        gather(fields, stamped, micros, into);
    }

    private static void gather(List<Field> fields, boolean stamped, long micros, Gathered into) {
        for (Field field : fields) {
            String name = field.name();
            switch (field.value()) {
                case Field.Value time when name.equals(TIME) -> {}
                case Num(double number) -> value(name, stamped, micros, number, into);
                case Flag(boolean set) -> value(name, stamped, micros, set ? 1 : 0, into);
                case Nested(List<Field> values) when name.equals(VALUES) -> gather(values, stamped, micros, into);
                case Nested nested -> unsupported(name, "an object", into);
                case Text text -> unsupported(name, "a string", into);
                case Other(String kind) -> unsupported(name, kind, into);
            }
        }
    }

    private static void value(String name, boolean stamped, long micros, double value, Gathered into) {
        if (stamped) {
            into.add(name, micros, value);
        } else {
            into.addUnstamped(name, value);
        }
    }

    private static void unsupported(String name, String kind, Gathered into) {
        into.refuse(
                Reason.UNSUPPORTED_VALUE,
                "'" + Gathered.shortened(name) + "' is " + kind + ": a value is a number or a boolean");
    }

    private static OptionalLong time(Field.Value value) {
        return switch (value) {
            case Num(double millis) -> Timestamps.millis(millis);
            case Text(String text) -> Timestamps.rfc3339(text);
            case Flag flag -> OptionalLong.empty();
            case Nested nested -> OptionalLong.empty();
            case Other other -> OptionalLong.empty();
        };
    }
}
