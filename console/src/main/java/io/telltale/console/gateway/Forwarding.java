package io.telltale.console.gateway;

import static io.telltale.console.gateway.Outcome.ABANDONED;
import static io.telltale.console.gateway.Outcome.ANSWERED;
import static io.telltale.console.gateway.Outcome.TOO_LARGE;
import static io.telltale.console.gateway.Outcome.UNAVAILABLE;

import io.telltale.console.ConsoleConfig;
import io.telltale.console.ProblemResponse;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.http.HttpVersion;
import io.vertx.core.http.RequestOptions;
import io.vertx.ext.web.RoutingContext;
import java.net.URI;
import java.util.concurrent.TimeoutException;
import org.jboss.logging.Logger;

/**
 * One call on its way to a service and back. Bodies are streamed with back-pressure in both directions: a slow service slows
 * the caller and a slow caller the service. Lives on the event loop of its request; ends exactly once, with one
 * {@link Outcome}.
 */
final class Forwarding {

    private static final Logger LOG = Logger.getLogger(Forwarding.class);

    private final RoutingContext context;
    private final HttpServerRequest request;
    private final HttpServerResponse response;
    private final Service service;
    private final URI address;
    private final ConsoleConfig.Gateway limits;
    private final GatewayMetrics metrics;
    private final long startNanos = System.nanoTime();
    private long received;
    private boolean ended;

    Forwarding(
            RoutingContext context,
            Service service,
            URI address,
            ConsoleConfig.Gateway limits,
            GatewayMetrics metrics) {
        this.context = context;
        this.request = context.request();
        this.response = context.response();
        this.service = service;
        this.address = address;
        this.limits = limits;
        this.metrics = metrics;
    }

    void start(HttpClient client) {
        if (announcedLength() > maxBody()) {
            refuseTooLarge();
            return;
        }
        request.pause();
        client.request(options()).onSuccess(this::send).onFailure(this::unavailable);
    }

    /** The path as it was matched: what the router made of dots and escapes is what the service sees. */
    private RequestOptions options() {
        String query = request.query();
        String target = context.normalizedPath() + (query == null ? "" : "?" + query);
        RequestOptions options = new RequestOptions()
                .setMethod(request.method())
                .setHost(address.getHost())
                .setPort(address.getPort())
                .setSsl("https".equals(address.getScheme()))
                .setURI(target)
                .setConnectTimeout(limits.connectTimeout().toMillis())
                .setIdleTimeout(limits.answerTimeout().toMillis());
        return options;
    }

    private void send(HttpClientRequest upstream) {
        upstream.response().onSuccess(this::answer).onFailure(this::unavailable);
        upstream.exceptionHandler(this::unavailable);
        if (response.closed()) {
            abandon(upstream);
            return;
        }
        Headers.copy(request.headers(), upstream.headers());
        upstream.authority(request.authority()); // so that links in the answer lead back here
        upstream.setChunked(announcedLength() < 0 && mayHaveBody());
        context.addEndHandler(result -> {
            if (result.failed()) {
                abandon(upstream);
            }
        });
        request.exceptionHandler(gone -> abandon(upstream));
        request.handler(chunk -> pass(chunk, upstream));
        request.endHandler(end -> upstream.end());
        request.resume();
    }

    private void pass(Buffer chunk, HttpClientRequest upstream) {
        if (ended) {
            return;
        }
        received += chunk.length();
        if (received > maxBody()) {
            refuseTooLarge();
            upstream.reset();
            return;
        }
        upstream.write(chunk);
        if (upstream.writeQueueFull()) {
            request.pause();
            upstream.drainHandler(drained -> request.resume());
        }
    }

    private void answer(HttpClientResponse answer) {
        if (ended) {
            return;
        }
        response.setStatusCode(answer.statusCode());
        Headers.copy(answer.headers(), response.headers());
        response.setChunked(!answer.headers().contains(HttpHeaders.CONTENT_LENGTH) && carriesBody(answer.statusCode()));
        answer.exceptionHandler(this::cutOff);
        answer.handler(chunk -> passBack(chunk, answer));
        answer.endHandler(whole -> {
            if (end(ANSWERED)) {
                response.end();
            }
        });
    }

    private void passBack(Buffer chunk, HttpClientResponse answer) {
        if (ended) {
            return; // the caller is gone; what had arrived for him already goes nowhere
        }
        response.write(chunk);
        if (response.writeQueueFull()) {
            answer.pause();
            response.drainHandler(drained -> answer.resume());
        }
    }

    private void unavailable(Throwable cause) {
        if (end(UNAVAILABLE)) {
            LOG.debugf(cause, "call not forwarded service=%s", service.label());
            problem(cause).send(context);
        }
    }

    private ProblemResponse problem(Throwable cause) {
        return cause instanceof TimeoutException
                ? ProblemResponse.timeout(service.label() + " did not answer in time; ask for less, or try again")
                : ProblemResponse.unavailable(service.label() + " cannot be reached; try again in a moment");
    }

    /** The answer had begun, so all that is left is to not let it look complete. */
    private void cutOff(Throwable cause) {
        if (end(UNAVAILABLE)) {
            response.reset();
        }
    }

    private void refuseTooLarge() {
        if (end(TOO_LARGE)) {
            if (request.version() == HttpVersion.HTTP_1_1) {
                response.putHeader(HttpHeaders.CONNECTION, "close"); // the rest of the body is not read
            }
            ProblemResponse.tooLarge("at most " + maxBody() + " bytes are forwarded; send less at a time")
                    .send(context);
        }
    }

    private void abandon(HttpClientRequest upstream) {
        if (end(ABANDONED)) {
            upstream.reset();
        }
    }

    private boolean end(Outcome outcome) {
        if (ended) {
            return false;
        }
        ended = true;
        metrics.forwarded(service, outcome, System.nanoTime() - startNanos);
        return true;
    }

    private long maxBody() {
        return limits.maxBody().asLongValue();
    }

    private long announcedLength() {
        String length = request.getHeader(HttpHeaders.CONTENT_LENGTH);
        return length == null ? -1 : Long.parseLong(length);
    }

    private boolean mayHaveBody() {
        return request.headers().contains(HttpHeaders.TRANSFER_ENCODING) || request.streamId() > 0;
    }

    private boolean carriesBody(int status) {
        return status != 204 && status != 304 && !"HEAD".equals(request.method().name());
    }
}
