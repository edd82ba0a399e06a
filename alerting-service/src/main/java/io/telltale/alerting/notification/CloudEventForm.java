package io.telltale.alerting.notification;

import io.telltale.events.CloudEvent;
import java.nio.charset.StandardCharsets;

/**
 * A CloudEvent 1.0 in its JSON format, structured mode; its data are those of the standard event.
 *
 * @see <a href="https://github.com/cloudevents/spec/blob/v1.0.2/cloudevents/bindings/http-protocol-binding.md">HTTP binding</a>
 */
final class CloudEventForm implements EndpointFormat {

    private static final String SOURCE = "/alerting-service";

    @Override
    public String render(Notification n) {
        CloudEvent event = CloudEvent.of(
                n.id().toString(), SOURCE, "io.telltale." + n.type(), subject(n), n.at(), StandardEvent.data(n));
        return new String(event.toBytes(), StandardCharsets.UTF_8);
    }

    private static String subject(Notification n) {
        return n.tenant() + '/' + (n.alone() ? n.alerts().getFirst().alert().id() : n.receiver());
    }

    @Override
    public String contentType() {
        return "application/cloudevents+json; charset=utf-8";
    }
}
