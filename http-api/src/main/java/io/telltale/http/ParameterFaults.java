package io.telltale.http;

import static java.util.Map.entry;

import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.ext.ParamConverter;
import jakarta.ws.rs.ext.ParamConverterProvider;
import jakarta.ws.rs.ext.Provider;
import java.lang.annotation.Annotation;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import org.jboss.resteasy.reactive.RestQuery;
import org.jspecify.annotations.Nullable;

/**
 * Reads query parameters of the usual types, and {@code Optional}s of them, and says which one cannot be read. Left to the specification it would
 * be a 404 without a word.
 */
@Provider
public class ParameterFaults implements ParamConverterProvider {
    private record Form(Function<String, ?> parse, String message) {}

    private static final Form WHOLE = new Form(Integer::valueOf, "is not a whole number");
    private static final Form LONG = new Form(Long::valueOf, "is not a whole number");
    private static final Form NUMBER = new Form(ParameterFaults::finite, "is not a number");
    private static final Map<Type, Form> FORMS = Map.ofEntries(
            entry(Instant.class, new Form(Times::instant, "is not a time such as 2026-01-31T12:00:00Z")),
            entry(Duration.class, new Form(Times::duration, "is not a duration such as PT10S")),
            entry(UUID.class, new Form(UUID::fromString, "is not a UUID")),
            entry(Integer.class, WHOLE),
            entry(int.class, WHOLE),
            entry(Long.class, LONG),
            entry(long.class, LONG),
            entry(Double.class, NUMBER),
            entry(double.class, NUMBER));

    @Override
    @SuppressWarnings("unchecked") // the form stands under the type that was asked for
    public <T> @Nullable ParamConverter<T> getConverter(
            Class<T> type, @Nullable Type genericType, Annotation @Nullable [] annotations) {
        Optional<String> name = queryName(annotations);
        Form form = FORMS.get(element(type, genericType));
        return name.isEmpty() || form == null ? null : (ParamConverter<T>) new Reader(name.get(), form);
    }

    /** Of an Optional the framework asks for the type as a whole and wraps what the element's converter gives. */
    private static Type element(Class<?> type, @Nullable Type genericType) {
        return type == Optional.class && genericType instanceof ParameterizedType optional
                ? optional.getActualTypeArguments()[0]
                : type;
    }

    private static Optional<String> queryName(Annotation @Nullable [] annotations) {
        return Arrays.stream(annotations == null ? new Annotation[0] : annotations)
                .map(ParameterFaults::queryName)
                .filter(name -> !name.isEmpty())
                .findFirst();
    }

    private static String queryName(Annotation annotation) {
        if (annotation instanceof QueryParam query) {
            return query.value();
        }
        return annotation instanceof RestQuery query ? query.value() : "";
    }

    private static Double finite(String text) {
        double number = Double.parseDouble(text);
        if (!Double.isFinite(number)) {
            throw new NumberFormatException(text);
        }
        return number;
    }

    private record Reader(String name, Form form) implements ParamConverter<Object> {
        @Override
        public @Nullable Object fromString(@Nullable String value) {
            if (value == null) {
                return null;
            }
            try {
                return form.parse().apply(value);
            } catch (RuntimeException unreadable) {
                throw Problem.invalid(name, form.message());
            }
        }

        @Override
        public String toString(Object value) {
            return value.toString();
        }
    }
}
