package io.telltale.http;

import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.ext.ParamConverter;
import jakarta.ws.rs.ext.ParamConverterProvider;
import jakarta.ws.rs.ext.Provider;
import java.lang.annotation.Annotation;
import java.lang.reflect.Type;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import org.jboss.resteasy.reactive.RestQuery;
import org.jspecify.annotations.Nullable;

/**
 * Reads query parameters of the usual types and says which one cannot be read; left to the specification it would be a 404 without a word.
 */
@Provider
public class ParameterFaults implements ParamConverterProvider {
    @Override
    @SuppressWarnings("unchecked") // a converter for the class that was asked for
    public <T> @Nullable ParamConverter<T> getConverter(
            Class<T> type, @Nullable Type genericType, Annotation @Nullable [] annotations) {
        Optional<String> name = queryName(annotations);
        if (name.isEmpty()) {
            return null;
        }
        String field = name.get();
        if (type == Instant.class) {
            return (ParamConverter<T>) converter(field, Instant::parse, "is not a time such as 2026-01-31T12:00:00Z");
        }
        if (type == Duration.class) {
            return (ParamConverter<T>) converter(field, Duration::parse, "is not a duration such as PT10S");
        }
        if (type == Integer.class || type == int.class) {
            return (ParamConverter<T>) converter(field, Integer::valueOf, "is not a whole number");
        }
        if (type == Long.class || type == long.class) {
            return (ParamConverter<T>) converter(field, Long::valueOf, "is not a whole number");
        }
        if (type == Double.class || type == double.class) {
            return (ParamConverter<T>) converter(field, Double::valueOf, "is not a number");
        }
        if (type == UUID.class) {
            return (ParamConverter<T>) converter(field, UUID::fromString, "is not a UUID");
        }
        return null;
    }

    private static Optional<String> queryName(Annotation @Nullable [] annotations) {
        return Arrays.stream(annotations == null ? new Annotation[0] : annotations)
                .map(annotation -> annotation instanceof QueryParam query
                        ? query.value()
                        : annotation instanceof RestQuery rest ? rest.value() : "")
                .filter(name -> !name.isEmpty())
                .findFirst();
    }

    private static <T> ParamConverter<T> converter(String field, Function<String, T> parse, String message) {
        return new ParamConverter<>() {
            @Override
            public @Nullable T fromString(@Nullable String value) {
                if (value == null) {
                    return null;
                }
                try {
                    return parse.apply(value);
                } catch (RuntimeException unreadable) {
                    throw Problem.invalid(field, message);
                }
            }

            @Override
            public String toString(T value) {
                return value.toString();
            }
        };
    }
}
