package io.telltale.alerting.notification;

/**
 * A form in which an endpoint is told: what the body of its webhooks looks like. Pure and thread-safe.
 *
 * <p>Rendering never fails: a notification that could not be told because of its form would be lost.
 */
public interface EndpointFormat {

    /** The form of an endpoint that asks for no other: type, timestamp, data, as Standard Webhooks recommends. */
    EndpointFormat STANDARD = new StandardEvent();

    /** The body, which is sent byte for byte at every attempt. */
    String render(Notification notification);

    /** The header {@code Content-Type} of such bodies. */
    default String contentType() {
        return "application/json";
    }
}
