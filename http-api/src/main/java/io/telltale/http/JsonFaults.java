package io.telltale.http;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.exc.InvalidFormatException;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import com.fasterxml.jackson.databind.exc.UnrecognizedPropertyException;
import com.fasterxml.jackson.databind.exc.ValueInstantiationException;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What is wrong with a JSON body, in the words of the sender: fields and expected forms, no names of Java classes. */
final class JsonFaults {
    private JsonFaults() {}

    static Problem problem(JsonProcessingException failure) {
        if (failure instanceof JsonMappingException mapping) {
            return problem(path(mapping), mapping);
        }
        String reason =
                String.valueOf(failure.getOriginalMessage()).lines().findFirst().orElse("");
        return Problem.invalid("the body is not JSON: " + reason + where(failure.getLocation()));
    }

    private static Problem problem(String path, JsonMappingException failure) {
        if (failure.getCause() instanceof Problem problem) {
            return problem;
        }
        if (path.isEmpty()) {
            return Problem.invalid("the body " + message(failure) + where(failure.getLocation()));
        }
        return Problem.invalid(path, message(failure));
    }

    private static String message(JsonMappingException failure) {
        if (failure instanceof UnrecognizedPropertyException unknown) {
            return "is not a known field; known are " + names(unknown.getKnownPropertyIds());
        }
        // A record refused its components: the message is ours.
        if (failure instanceof ValueInstantiationException refused && refused.getCause() != null) {
            return "is refused: " + refused.getCause().getMessage();
        }
        if (failure instanceof InvalidFormatException format
                && "".equals(format.getValue())
                && format.getTargetType() == String.class) {
            return "has a zero byte or half a surrogate pair";
        }
        if (failure instanceof MismatchedInputException mismatch) {
            return "is not " + expected(mismatch.getTargetType());
        }
        return "cannot be read";
    }

    private static String names(@Nullable Collection<Object> known) {
        return known == null
                ? "none"
                : known.stream().map(String::valueOf).sorted().collect(Collectors.joining(", "));
    }

    private static String expected(@Nullable Class<?> type) {
        if (type == null) {
            return "what is expected here";
        }
        if (type.isEnum()) {
            return Arrays.stream(type.getEnumConstants())
                    .map(String::valueOf)
                    .collect(Collectors.joining(", ", "one of ", ""));
        }
        if (type == Instant.class) {
            return "a time such as 2026-01-31T12:00:00Z";
        }
        if (type == Duration.class) {
            return "a duration such as PT5M";
        }
        if (type == Boolean.class || type == boolean.class) {
            return "true or false";
        }
        if (Number.class.isAssignableFrom(type) || type.isPrimitive()) {
            return "a number";
        }
        if (CharSequence.class.isAssignableFrom(type)) {
            return "a text";
        }
        boolean list = Collection.class.isAssignableFrom(type) || type.isArray();
        return list
                ? "a list"
                : Map.class.isAssignableFrom(type) || type.isRecord() ? "an object" : "what is expected here";
    }

    private static String path(JsonMappingException failure) {
        StringBuilder path = new StringBuilder();
        List<JsonMappingException.Reference> references = failure.getPath();
        for (JsonMappingException.Reference reference : references) {
            if (reference.getFieldName() == null) {
                path.append('[').append(reference.getIndex()).append(']');
            } else {
                path.append(path.isEmpty() ? "" : ".").append(reference.getFieldName());
            }
        }
        return path.toString();
    }

    private static String where(@Nullable JsonLocation location) {
        return location == null ? "" : " at line " + location.getLineNr() + ", column " + location.getColumnNr();
    }
}
