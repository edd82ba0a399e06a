package io.telltale.console.page;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Playwright;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * A headless Chromium: the one of {@code TELLTALE_CHROMIUM}, else of the PATH, else of the cache, which {@code deploy/local/servers} fills when it
 * must. When there is none to be had, what the script says (and how to mend it) is the test's failure.
 */
final class Chromium implements AutoCloseable {

    private static final List<String> QUIET = List.of(
            "--no-sandbox",
            "--disable-gpu",
            "--disable-quic",
            "--no-first-run",
            "--disable-background-networking",
            "--disable-component-update",
            "--disable-sync");

    private final Playwright playwright;
    private final Browser browser;

    private Chromium(Playwright playwright, Browser browser) {
        this.playwright = playwright;
        this.browser = browser;
    }

    static Chromium start() {
        Path program = Path.of(servers("which"));
        Playwright playwright = Playwright.create(
                new Playwright.CreateOptions().setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")));
        Browser browser = playwright
                .chromium()
                .launch(new BrowserType.LaunchOptions()
                        .setExecutablePath(program)
                        .setArgs(QUIET));
        return new Chromium(playwright, browser);
    }

    Browser browser() {
        return browser;
    }

    private static String servers(String command) {
        Path script = Path.of(System.getProperty("telltale.root", ".."), "deploy/local/servers");
        run(script, "fetch");
        return run(script, command);
    }

    private static String run(Path script, String command) {
        try {
            Process process = new ProcessBuilder(script.toString(), command, "chromium")
                    .redirectInput(Path.of("/dev/null").toFile())
                    .redirectErrorStream(true)
                    .start();
            String output = new String(process.getInputStream().readAllBytes(), UTF_8).strip();
            if (process.waitFor() != 0) {
                throw new AssertionError(output);
            }
            return output;
        } catch (IOException e) {
            throw new UncheckedIOException("cannot run " + script, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while looking for Chromium", e);
        }
    }

    @Override
    public void close() {
        browser.close();
        playwright.close();
    }
}
