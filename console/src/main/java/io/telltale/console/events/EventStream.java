package io.telltale.console.events;

import io.nats.client.JetStreamApiException;
import io.telltale.console.ConsoleConfig;
import io.telltale.console.ProblemResponse;
import io.telltale.console.session.Operator;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.io.IOException;
import java.util.Optional;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * {@code GET /api/events}: what happens, as it happens, as server-sent events. Anomalies, alerts, presence and changes of
 * devices of the token's tenant; with {@code ?device=NAME}, as often as wanted, also that device's readings. A client that
 * was away sends {@code Last-Event-ID} (or {@code ?lastEventId=}) and gets the events in between. The stream ends with the
 * token.
 */
@ApplicationScoped
class EventStream {

    private static final Logger LOG = Logger.getLogger(EventStream.class);

    private final ConsoleConfig.Events config;
    private final EventBus bus;
    private final EventMetrics metrics;
    private final Vertx vertx;

    EventStream(ConsoleConfig config, EventBus bus, EventMetrics metrics, Vertx vertx) {
        this.config = config.events();
        this.bus = bus;
        this.metrics = metrics;
        this.vertx = vertx;
    }

    void register(@Observes Router router) {
        router.route("/api/events").handler(this::answer);
    }

    private void answer(RoutingContext context) {
        if (!context.request().method().equals(HttpMethod.GET)) {
            context.response().putHeader("Allow", "GET");
            ProblemResponse.methodNotAllowed("GET").send(context);
            return;
        }
        Operator operator = Operator.of(context);
        Optional<String> tenant = operator.tenantFor(context.request().getParam("tenant"));
        if (tenant.isEmpty()) {
            ProblemResponse.forbidden("your token does not allow to read the events of that tenant")
                    .send(context);
            return;
        }
        try {
            listen(context, operator, wish(context, tenant.get()));
        } catch (IllegalArgumentException e) {
            ProblemResponse.invalid(String.valueOf(e.getMessage())).send(context);
        }
    }

    private Wish wish(RoutingContext context, String tenant) {
        HttpServerRequest request = context.request();
        String header = request.getHeader("Last-Event-ID");
        @Nullable String last = header == null ? request.getParam("lastEventId") : header;
        return Wish.of(tenant, request.params().getAll("device"), config.maxDevices(), last);
    }

    private void listen(RoutingContext context, Operator operator, Wish wish) {
        if (!metrics.enter(config.maxListeners())) {
            ProblemResponse.unavailable("all " + config.maxListeners() + " places for live events are taken")
                    .send(context);
            return;
        }
        var listener =
                new EventListener(vertx, context.response(), config.buffer().asLongValue(), metrics);
        vertx.executeBlocking(() -> bus.feed(wish, listener, metrics), false).onComplete(opened -> {
            if (opened.succeeded()
                    && opened.result().isPresent()
                    && !context.response().closed()) {
                EventFeed feed = opened.result().get();
                context.addEndHandler(ended -> leave(listener, feed));
                listener.open(config.heartbeat(), operator.expires());
                return;
            }
            leave(listener, opened.succeeded() ? opened.result().orElse(null) : null);
            report(opened.cause());
            ProblemResponse.unavailable("live events cannot be had at the moment; try again")
                    .send(context);
        });
    }

    private void leave(EventListener listener, @Nullable EventFeed feed) {
        metrics.leave();
        listener.stop();
        bus.forget(listener);
        if (feed != null) {
            vertx.executeBlocking(
                    () -> {
                        feed.close();
                        return true;
                    },
                    false);
        }
    }

    private static void report(@Nullable Throwable cause) {
        if (cause instanceof IOException || cause instanceof JetStreamApiException) {
            LOG.warnf("live events refused reason=%s", cause.getMessage());
        } else if (cause != null) {
            LOG.error("live events failed", cause);
        }
    }
}
