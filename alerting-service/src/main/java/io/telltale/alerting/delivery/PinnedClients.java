package io.telltale.alerting.delivery;

import java.net.InetAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import javax.net.ssl.SNIHostName;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;

/**
 * HTTP clients that connect to an address somebody else has resolved, while the receiver sees the host's name in {@code
 * Host} and in TLS (SNI), and its certificate must be good for that name.
 *
 * <p>The JDK's client resolves by itself and takes no resolver, so the request is addressed to the IP literal. Plain HTTP
 * shares one client; TLS needs one for each host, of which the {@value #MAX_CLIENTS} used last are kept. Thread-safe.
 */
final class PinnedClients implements AutoCloseable {

    private static final String RESTRICTED_HEADERS = "jdk.httpclient.allowRestrictedHeaders";
    private static final int MAX_CLIENTS = 64;

    private final Duration connectTimeout;
    private final SSLContext tls;
    private final HttpClient plain;
    private final LinkedHashMap<String, HttpClient> byHost = new LinkedHashMap<>(16, 0.75f, true);

    static {
        // Read once, when the JDK's client is used for the first time; without it the header Host can't be set.
        if (System.getProperty(RESTRICTED_HEADERS) == null) {
            System.setProperty(RESTRICTED_HEADERS, "host");
        }
    }

    /**
     * Clients.
     *
     * @throws IllegalStateException when the JDK's client was used before, without leave to set {@code Host}
     */
    PinnedClients(Duration connectTimeout, SSLContext tls) {
        this.connectTimeout = connectTimeout;
        this.tls = tls;
        this.plain = builder().build();
        try {
            HttpRequest.newBuilder(URI.create("http://127.0.0.1/"))
                    .header("Host", "example.org")
                    .build();
        } catch (IllegalArgumentException e) {
            throw new IllegalStateException("start the JVM with -D" + RESTRICTED_HEADERS + "=host", e);
        }
    }

    /** The client for a URL. */
    HttpClient of(URI url) {
        if (!url.getScheme().equalsIgnoreCase("https") || isLiteral(url.getHost())) {
            return plain;
        }
        synchronized (byHost) {
            HttpClient client = byHost.computeIfAbsent(url.getHost(), this::named);
            if (byHost.size() > MAX_CLIENTS) {
                // Lets what is under way finish, and returns at once.
                byHost.pollFirstEntry().getValue().shutdown();
            }
            return client;
        }
    }

    /** A request to {@code url} that will connect to {@code address}. */
    static HttpRequest.Builder request(URI url, InetAddress address) {
        String literal = address.getAddress().length == 4
                ? address.getHostAddress()
                : '[' + address.getHostAddress().replaceFirst("%.*", "") + ']';
        String port = url.getPort() == -1 ? "" : ":" + url.getPort();
        String path = url.getRawPath() == null || url.getRawPath().isEmpty() ? "/" : url.getRawPath();
        String query = url.getRawQuery() == null ? "" : "?" + url.getRawQuery();
        return HttpRequest.newBuilder(URI.create(url.getScheme() + "://" + literal + port + path + query))
                .header("Host", url.getHost() + port);
    }

    @Override
    public void close() {
        plain.shutdownNow();
        synchronized (byHost) {
            byHost.values().forEach(HttpClient::shutdownNow);
        }
    }

    private HttpClient named(String host) {
        SSLParameters parameters = new SSLParameters();
        parameters.setServerNames(List.of(new SNIHostName(host)));
        return builder().sslParameters(parameters).build();
    }

    private HttpClient.Builder builder() {
        return HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .followRedirects(HttpClient.Redirect.NEVER)
                .proxy(HttpClient.Builder.NO_PROXY)
                .sslContext(tls)
                .connectTimeout(connectTimeout);
    }

    private static boolean isLiteral(String host) {
        return host.startsWith("[") || host.matches("[0-9.]+");
    }
}
