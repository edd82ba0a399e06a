package io.telltale.alerting.delivery;

import io.telltale.alerting.store.Outgoing;
import java.net.http.HttpResponse;
import java.time.Instant;
import java.util.List;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * What the log keeps of a request and its answer: line, headers, and the beginning of the body. Signatures and the values of an
 * endpoint's own headers are left out, so that nobody who may read the log can send in our name.
 *
 * @param signature the header {@code webhook-signature}
 * @param request as the log keeps it
 */
record Transcript(String signature, String request) {

    static final String USER_AGENT = "telltale-alerting";

    private static final int BODY_CHARACTERS = 2_048;
    private static final int HEADER_CHARACTERS = 200;
    private static final String HIDDEN = "<hidden>";

    /** The headers of an answer that tell something of what became of the webhook. */
    private static final List<String> TELLING = List.of("Content-Type", "Location", "Retry-After", "Server");

    static Transcript of(Outgoing outgoing, Instant now) {
        String signature =
                WebhookSecret.sign(outgoing.secrets(), outgoing.messageId(), now.getEpochSecond(), outgoing.body());
        StringBuilder text = new StringBuilder("POST ").append(outgoing.url()).append('\n');
        line(text, "Content-Type", outgoing.contentType());
        line(text, "User-Agent", USER_AGENT);
        line(text, "webhook-id", outgoing.messageId());
        line(text, "webhook-timestamp", Long.toString(now.getEpochSecond()));
        line(text, "webhook-signature", signature.replaceAll(",\\S+", "," + HIDDEN));
        new TreeMap<>(outgoing.headers()).forEach((name, value) -> line(text, name, HIDDEN));
        text.append('\n').append(excerpt(outgoing.body()));
        return new Transcript(signature, text.toString());
    }

    static String response(HttpResponse<String> answer) {
        String headers = TELLING.stream()
                .flatMap(name ->
                        answer.headers().firstValue(name).stream().map(value -> name + ": " + cut(value) + '\n'))
                .collect(Collectors.joining());
        return printable("HTTP " + answer.statusCode() + '\n' + headers + '\n' + answer.body());
    }

    private static void line(StringBuilder text, String name, String value) {
        text.append(name).append(": ").append(value).append('\n');
    }

    private static String cut(String value) {
        return value.substring(0, Math.min(value.length(), HEADER_CHARACTERS));
    }

    private static String excerpt(String body) {
        return body.length() <= BODY_CHARACTERS ? body : body.substring(0, BODY_CHARACTERS) + "…";
    }

    /** PostgreSQL takes no zero bytes, and nobody wants the others. */
    private static String printable(String text) {
        return text.replaceAll("[\\p{Cntrl}&&[^\n]]+", " ");
    }
}
