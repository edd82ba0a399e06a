package io.telltale.alerting.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import io.telltale.alerting.store.Outgoing;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** TLS to an address that was judged before: the certificate must still be good for the host's name. */
class PinnedClientsIT {

    private static final String PASSWORD = "changeit";

    @TempDir
    Path folder;

    private final BlockingQueue<String> hosts = new LinkedBlockingQueue<>();
    private HttpsServer server;

    @BeforeEach
    void open() throws IOException {
        server = HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            hosts.add(exchange.getRequestHeaders().getFirst("Host"));
            exchange.sendResponseHeaders(204, -1);
            exchange.close();
        });
    }

    @AfterEach
    void close() {
        server.stop(0);
    }

    @Test
    void theReceiverSeesItsNameAndItsCertificateIsCheckedAgainstIt() throws Exception {
        assertThat(send("localhost", "localhost")).isEqualTo(new HttpVerdict.Accepted(204));
        assertThat(hosts.take()).isEqualTo("localhost:" + server.getAddress().getPort());
    }

    @Test
    void aCertificateForAnotherNameIsRefused() throws Exception {
        assertThat(send("elsewhere.example", "localhost"))
                .isInstanceOfSatisfying(HttpVerdict.Unreachable.class, verdict -> assertThat(verdict.reason())
                        .startsWith("SSLHandshakeException")
                        .contains("No subject alternative"));
        assertThat(hosts).isEmpty();
    }

    private HttpVerdict send(String certified, String host) throws Exception {
        SSLContext tls = tls(certified);
        server.setHttpsConfigurator(new HttpsConfigurator(tls));
        server.start();
        AddressGuard guard = new AddressGuard(List.of("127.0.0.0/8", "::1/128"));
        Duration timeout = Duration.ofSeconds(10);
        try (WebhookSender sender = new WebhookSender(guard, timeout, timeout, tls, InstantSource.system())) {
            URI url = URI.create("https://" + host + ":" + server.getAddress().getPort() + "/hook");
            return sender.send(new Outgoing(
                            UUID.randomUUID(),
                            url,
                            List.of(WebhookSecret.generate()),
                            Map.of(),
                            "application/json",
                            "{}"))
                    .verdict();
        }
    }

    /** A key pair and self-signed certificate of the name, and trust in it. */
    private SSLContext tls(String name) throws IOException, GeneralSecurityException, InterruptedException {
        Path file = folder.resolve("keys.p12");
        Process keytool = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "keytool")
                                .toString(),
                        "-genkeypair",
                        "-keyalg",
                        "EC",
                        "-alias",
                        "hook",
                        "-dname",
                        "CN=" + name,
                        "-ext",
                        "san=dns:" + name,
                        "-storetype",
                        "PKCS12",
                        "-storepass",
                        PASSWORD,
                        "-keystore",
                        file.toString())
                .redirectErrorStream(true)
                .start();
        keytool.getInputStream().readAllBytes();
        assertThat(keytool.waitFor()).isZero();
        KeyStore keys = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(file)) {
            keys.load(in, PASSWORD.toCharArray());
        }
        KeyStore trusted = KeyStore.getInstance("PKCS12");
        trusted.load(null, null);
        trusted.setCertificateEntry("hook", keys.getCertificate("hook"));
        KeyManagerFactory keyManagers = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        keyManagers.init(keys, PASSWORD.toCharArray());
        TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trust.init(trusted);
        SSLContext tls = SSLContext.getInstance("TLS");
        tls.init(keyManagers.getKeyManagers(), trust.getTrustManagers(), null);
        return tls;
    }
}
