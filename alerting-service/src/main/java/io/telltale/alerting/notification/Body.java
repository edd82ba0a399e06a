package io.telltale.alerting.notification;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.telltale.events.Json;

/** Writes what forms made of records and maps. */
final class Body {

    private Body() {}

    static String json(Object body) {
        try {
            return Json.MAPPER.writeValueAsString(body);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a webhook body is always JSON", e);
        }
    }
}
