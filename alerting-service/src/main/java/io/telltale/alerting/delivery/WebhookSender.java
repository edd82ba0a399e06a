package io.telltale.alerting.delivery;

import com.standardwebhooks.Webhook;
import com.standardwebhooks.exceptions.WebhookSigningException;
import io.telltale.alerting.delivery.AddressGuard.RefusedAddressException;
import io.telltale.alerting.store.Claim;
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
 *
 * @see <a href="https://github.com/standard-webhooks/standard-webhooks/blob/main/spec/standard-webhooks.md">the
 *     specification</a>
 */
final class WebhookSender implements AutoCloseable {

    private static final int EXCERPT_BYTES = 512;

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
    HttpVerdict send(Claim claim) throws InterruptedException {
        Instant now = clock.instant();
        try {
            HttpRequest request = request(claim, guard.resolve(claim.url().getHost()), now);
            HttpResponse<String> answer = exchange(claim, request);
            return HttpVerdict.of(
                    answer.statusCode(), answer.body(), answer.headers().firstValue("Retry-After"), now);
        } catch (RefusedAddressException e) {
            return new HttpVerdict.Unreachable("refused: " + e.getMessage());
        } catch (TimeoutException e) {
            return new HttpVerdict.Unreachable("no answer within " + timeout);
        } catch (ExecutionException e) {
            return new HttpVerdict.Unreachable(reason(e.getCause() == null ? e : e.getCause()));
        }
    }

    private HttpRequest request(Claim claim, InetAddress address, Instant now) {
        String id = "msg_" + claim.delivery();
        long timestamp = now.getEpochSecond();
        return PinnedClients.request(claim.url(), address)
                .timeout(timeout)
                .header("Content-Type", "application/json")
                .header("User-Agent", "telltale-alerting")
                .header("webhook-id", id)
                .header("webhook-timestamp", Long.toString(timestamp))
                .header("webhook-signature", sign(claim, id, timestamp))
                .POST(HttpRequest.BodyPublishers.ofString(claim.body()))
                .build();
    }

    private static String sign(Claim claim, String id, long timestamp) {
        try {
            return new Webhook(claim.secret()).sign(id, timestamp, claim.body());
        } catch (WebhookSigningException e) {
            throw new IllegalStateException("HMAC-SHA256 is missing in this JDK", e);
        }
    }

    private HttpResponse<String> exchange(Claim claim, HttpRequest request)
            throws InterruptedException, ExecutionException, TimeoutException {
        CompletableFuture<HttpResponse<String>> answer =
                clients.of(claim.url()).sendAsync(request, head -> new Excerpt(EXCERPT_BYTES));
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
