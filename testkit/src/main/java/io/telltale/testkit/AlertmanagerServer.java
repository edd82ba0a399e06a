package io.telltale.testkit;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/**
 * A real Prometheus Alertmanager (Debian's package, unpacked): what our notifications are measured against. Alone, without a
 * cluster; a shared one sends to nobody.
 */
public record AlertmanagerServer(ServerProcess process) implements RealServer {
    private static final ObjectMapper JSON = new ObjectMapper();

    /** The one of this JVM. Its alerts are shared with the neighbours: choose random labels. */
    public static AlertmanagerServer shared() {
        return new AlertmanagerServer(ServerProcess.shared(ServerKind.ALERTMANAGER));
    }

    /** A private one that sends to nobody; close it. */
    public static AlertmanagerServer own() {
        return new AlertmanagerServer(ServerProcess.own(ServerKind.ALERTMANAGER));
    }

    /**
     * A private one; close it.
     *
     * @param yaml its configuration
     * @param externalUrl what it calls itself in what it sends
     */
    public static AlertmanagerServer own(String yaml, URI externalUrl) {
        Path folder = TestFolder.create("alertmanager-config");
        try {
            Path config = Files.writeString(folder.resolve("alertmanager.yml"), yaml);
            return new AlertmanagerServer(ServerProcess.own(
                    ServerKind.ALERTMANAGER,
                    Map.of(
                            "TELLTALE_ALERTMANAGER_CONFIG",
                            config.toString(),
                            "TELLTALE_ALERTMANAGER_URL",
                            externalUrl.toString())));
        } catch (IOException e) {
            throw new UncheckedIOException("no configuration for the Alertmanager", e);
        } finally {
            TestFolder.delete(folder);
        }
    }

    /** Its address, without a path. */
    public URI url() {
        return URI.create(process.credential("ALERTMANAGER_URL"));
    }

    /** The alerts that its API shows, ended ones not. */
    public JsonNode alerts() {
        HttpRequest request =
                HttpRequest.newBuilder(url().resolve("/api/v2/alerts")).build();
        try (HttpClient client = HttpClient.newHttpClient()) {
            return JSON.readTree(
                    client.send(request, HttpResponse.BodyHandlers.ofString()).body());
        } catch (IOException e) {
            throw new UncheckedIOException("the Alertmanager does not tell its alerts", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while asking the Alertmanager", e);
        }
    }
}
