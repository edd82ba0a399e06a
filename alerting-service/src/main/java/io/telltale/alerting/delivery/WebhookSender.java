package io.telltale.alerting.delivery;

import io.telltale.alerting.delivery.AddressGuard.RefusedAddressException;
import io.telltale.alerting.store.Outgoing;
import java.net.InetAddress;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import javax.net.ssl.SSLContext;

/**
 * Makes one attempt at one delivery: signed by Standard Webhooks 1.0, to a judged address, within a bounded time, reading
 * a bounded answer, following no redirect. Blocks; for virtual threads.
 */
final class WebhookSender implements AutoCloseable {

    private static final int EXCERPT_BYTES = 1_024;

    private final AddressGuard guard;
    private final PinnedClients clients;
    private final Duration timeout;
    private final InstantSource clock;

    /**
     * A sender.
     *
     * @param timeout for a whole attempt, from connecting to the end of the answer
     * @param tls whose trust decides about receivers
     */
    WebhookSender(AddressGuard guard, Duration connectTimeout, Duration timeout, SSLContext tls, InstantSource clock) {
        this.guard = guard;
        this.clients = new PinnedClients(connectTimeout, tls);
        this.timeout = timeout;
        this.clock = clock;
    }

    /** Sends, and judges the answer. */
    Exchange send(Outgoing outgoing) throws InterruptedException {
        Instant began = clock.instant();
        long from = System.nanoTime();
        Transcript transcript = Transcript.of(outgoing, began);
        try {
            HttpRequest request =
                    request(outgoing, guard.resolve(outgoing.url().getHost()), began, transcript.signature());
            HttpResponse<String> answer = exchange(outgoing, request);
            HttpVerdict verdict = HttpVerdict.of(
                    answer.statusCode(), answer.body(), answer.headers().firstValue("Retry-After"), clock.instant());
            return new Exchange(verdict, began, since(from), transcript.request(), Transcript.response(answer));
        } catch (RefusedAddressException e) {
            return unreachable("refused: " + e.getMessage(), began, from, transcript);
        } catch (TimeoutException e) {
            return unreachable("no answer within " + timeout, began, from, transcript);
        } catch (ExecutionException e) {
            return unreachable(reason(e.getCause() == null ? e : e.getCause()), began, from, transcript);
        }
    }

    private static Exchange unreachable(String reason, Instant began, long from, Transcript transcript) {
        return new Exchange(new HttpVerdict.Unreachable(reason), began, since(from), transcript.request(), "");
    }

    private static Duration since(long from) {
        return Duration.ofNanos(System.nanoTime() - from);
    }

    private HttpRequest request(Outgoing outgoing, InetAddress address, Instant now, String signature) {
        HttpRequest.Builder request = PinnedClients.request(outgoing.url(), address)
                .timeout(timeout)
                .header("Content-Type", outgoing.contentType())
                .header("User-Agent", Transcript.USER_AGENT)
                .header("webhook-id", outgoing.messageId())
                .header("webhook-timestamp", Long.toString(now.getEpochSecond()))
                .header("webhook-signature", signature);
        outgoing.headers().forEach(request::header);
        return request.POST(HttpRequest.BodyPublishers.ofString(outgoing.body()))
                .build();
    }

    private HttpResponse<String> exchange(Outgoing outgoing, HttpRequest request)
            throws InterruptedException, ExecutionException, TimeoutException {
        CompletableFuture<HttpResponse<String>> answer =
                clients.of(outgoing.url()).sendAsync(request, head -> new Excerpt(EXCERPT_BYTES));
        try {
            return answer.get(timeout.toMillis(), TimeUnit.MILLISECONDS);
        } finally {
            answer.cancel(true);
        }
    }

    private static String reason(Throwable cause) {
        String message = cause.getMessage();
        String name = cause.getClass().getSimpleName();
        return message == null || message.isBlank() ? name : name + ": " + message;
    }

    @Override
    public void close() {
        clients.close();
    }
}
