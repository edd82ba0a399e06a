package io.telltale.alerting.store;

import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/**
 * One webhook as it is to be sent.
 *
 * @param id sent as {@code webhook-id}
 * @param secrets to sign with, each gives a signature; never printed
 * @param headers of the endpoint's own; their values are never printed
 * @param body what is sent, byte for byte the same at every attempt
 */
public record Outgoing(
        UUID id, URI url, List<String> secrets, Map<String, String> headers, String contentType, String body) {

    public Outgoing {
        secrets = List.copyOf(secrets);
        headers = Map.copyOf(headers);
    }

    /** The {@code webhook-id}. */
    public String messageId() {
        return "msg_" + id;
    }

    @Override
    public String toString() {
        return "Outgoing[id=" + id + ", headers=" + headers.keySet() + ", secrets=<secret>]";
    }
}
