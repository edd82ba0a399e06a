package io.telltale.simulator.stack;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.util.Map;
import java.util.Optional;

/** What the API refused, as its problem+json (RFC 9457) says it and as it is told to the user. */
record Refusal(String request, HttpResponse<byte[]> response, ObjectMapper mapper) {

    /** With what to do next: the hint for this status, or else what fits every request. */
    CannotRunException told(Map<Integer, String> hints) {
        int status = response.statusCode();
        Optional<String> reason = reason();
        String hint = hints.get(status);
        if (hint != null && reason.isPresent()) {
            return new CannotRunException(reason.get() + "; " + hint);
        }
        String detail = reason.orElse("with a body that is no problem+json: is TELLTALE_API_URL right?");
        return new CannotRunException(request + " answered " + status + ": "
                + switch (status) {
                    case 401 -> "the operator's token is not accepted; run: eval \"$(./telltale env)\"";
                    case 403 ->
                        "the operator's token lacks the role; mint one with --role operator or admin. " + detail;
                    case 502, 503, 504 -> "the platform is not ready, look at ./telltale status. " + detail;
                    default -> detail;
                });
    }

    /** Detail and fields of the problem; empty when the answer is none. */
    private Optional<String> reason() {
        try {
            JsonNode problem = mapper.readTree(response.body());
            StringBuilder text = new StringBuilder(
                    problem.path("detail").asText(problem.path("title").asText("")));
            problem.path("errors").forEach(error -> text.append("; ")
                    .append(error.path("field").asText())
                    .append(' ')
                    .append(error.path("message").asText()));
            return Optional.of(text.isEmpty() ? "without a reason" : text.toString());
        } catch (IOException e) {
            return Optional.empty();
        }
    }
}
