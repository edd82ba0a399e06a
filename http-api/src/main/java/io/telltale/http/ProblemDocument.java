package io.telltale.http;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.List;

/**
 * The body of every refusal (RFC 9457).
 *
 * @param type a {@link ProblemKind#type()}
 * @param title one sentence on the kind
 * @param status the status of the answer
 * @param detail what happened here and what to do about it
 * @param instance the path that was asked
 * @param errors the fields at fault; left out when none is
 */
public record ProblemDocument(
        String type,
        String title,
        int status,
        String detail,
        String instance,
        @JsonInclude(JsonInclude.Include.NON_EMPTY) List<FieldError> errors) {

    /** The media type, without a charset: JSON is UTF-8. */
    public static final String MEDIA_TYPE = "application/problem+json";

    private static final ObjectMapper MAPPER = new ObjectMapper();

    /** Copies the errors. */
    public ProblemDocument {
        errors = List.copyOf(errors);
    }

    static ProblemDocument of(Problem problem, String instance) {
        ProblemKind kind = problem.kind();
        return new ProblemDocument(
                kind.type(), kind.title(), kind.status(), problem.detail(), instance, problem.errors());
    }

    byte[] toBytes() {
        try {
            return MAPPER.writeValueAsBytes(this);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a problem document is always JSON", e);
        }
    }
}
