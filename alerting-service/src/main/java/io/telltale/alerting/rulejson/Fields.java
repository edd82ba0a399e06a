package io.telltale.alerting.rulejson;

import io.telltale.alerting.rule.InvalidRuleException;
import java.util.OptionalDouble;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** What a field that was written must be; errors name it by its path. */
final class Fields {

    private Fields() {}

    static <T> T required(String field, @Nullable T value) {
        if (value == null) {
            throw new InvalidRuleException(field, "is missing");
        }
        return value;
    }

    static void forbidden(String field, @Nullable Object value, String kind) {
        if (value != null) {
            throw new InvalidRuleException(field, "is not for a rule of kind " + kind);
        }
    }

    static OptionalDouble optional(@Nullable Double value) {
        return value == null ? OptionalDouble.empty() : OptionalDouble.of(value);
    }

    static @Nullable Double nullable(OptionalDouble value) {
        return value.isPresent() ? value.getAsDouble() : null;
    }

    /** What {@code inner} gives; its errors name fields of {@code condition}, which stands at {@code path}. */
    static <T> T within(String path, Supplier<T> inner) {
        try {
            return inner.get();
        } catch (InvalidRuleException e) {
            String field = e.field().startsWith("condition.") ? e.field().substring("condition.".length()) : e.field();
            throw new InvalidRuleException(path + '.' + field, String.valueOf(e.getMessage()));
        }
    }
}
