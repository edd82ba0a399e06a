package io.telltale.console.gateway;

import io.telltale.console.ConsoleConfig;
import io.telltale.console.ProblemResponse;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.PoolOptions;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * The one door to the services' APIs. A call that got past the {@link io.telltale.console.session.Door} is forwarded to the
 * service that {@link Routes} names, streaming both ways; what nobody owns is answered with 404, a service that is down with
 * 503 naming it. Runs on the event loops and never blocks them.
 */
@ApplicationScoped
public class Gateway {

    private static final int LAST = 10_000;

    private final ConsoleConfig config;
    private final GatewayMetrics metrics;
    private final HttpClient client;

    Gateway(ConsoleConfig config, GatewayMetrics metrics, Vertx vertx) {
        this.config = config;
        this.metrics = metrics;
        this.client = client(vertx, config.gateway());
    }

    void register(@Observes Router router) {
        router.route("/api/*").order(LAST).handler(this::forward);
        router.route("/api").order(LAST).handler(this::forward);
    }

    private void forward(RoutingContext context) {
        String path = context.normalizedPath();
        Optional<Service> owner = Routes.owner(path);
        if (owner.isEmpty()) {
            ProblemResponse.notFound("nothing of the API is at " + path).send(context);
            return;
        }
        Service service = owner.get();
        new Forwarding(context, service, service.address(config.upstreams()), config.gateway(), metrics).start(client);
    }

    private static HttpClient client(Vertx vertx, ConsoleConfig.Gateway limits) {
        // A request's own timeout guards the wait for an answer; this one an answer that stops in the middle.
        Duration stalled = limits.answerTimeout().plus(limits.connectTimeout());
        HttpClientOptions options = new HttpClientOptions()
                .setIdleTimeout((int) stalled.toMillis())
                .setIdleTimeoutUnit(TimeUnit.MILLISECONDS)
                // An idle connection leaves the pool long before that timeout, or a call could get it as it closes.
                .setKeepAliveTimeout((int) Math.max(1, stalled.toSeconds() / 2))
                .setConnectTimeout((int) limits.connectTimeout().toMillis())
                .setMaxWaitQueueSize(limits.connections())
                .setDecompressionSupported(false);
        return vertx.createHttpClient(options, new PoolOptions().setHttp1MaxSize(limits.connections()));
    }
}
