package io.telltale.console.page;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.ColorScheme;
import io.quarkus.test.common.http.TestHTTPResource;
import io.telltale.console.upstream.ForeignServices;
import io.telltale.testkit.NatsServer;
import io.telltale.testkit.TestTokens;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.TestInfo;

/** What tests of the page share: a browser, twelve pumps, and a picture of every test in {@code target/page}. */
class Browsing {

    private static Chromium chromium;

    ForeignServices services;

    NatsServer server;

    @TestHTTPResource
    URI console;

    BrowserContext context;
    Page page;
    final List<String> complaints = new CopyOnWriteArrayList<>();
    final List<String> requested = new CopyOnWriteArrayList<>();

    @BeforeAll
    static void startBrowser() {
        chromium = Chromium.start();
    }

    @AfterAll
    static void stopBrowser() {
        chromium.close();
    }

    @BeforeEach
    void open() {
        services.forget();
        Fleet.of(12, services);
        browse(new Browser.NewContextOptions().setViewportSize(1440, 900).setColorScheme(ColorScheme.LIGHT));
    }

    @AfterEach
    void close(TestInfo test) {
        picture(test.getTestMethod().orElseThrow().getName());
        context.close();
    }

    void picture(String name) {
        page.screenshot(new Page.ScreenshotOptions().setPath(Path.of("target/page", name + ".png")));
    }

    /** A phone, in the dark. */
    void browseOnAPhone() {
        context.close();
        browse(new Browser.NewContextOptions().setViewportSize(390, 844).setColorScheme(ColorScheme.DARK));
    }

    void signIn() {
        page.navigate(console + "#token=" + TestTokens.operator("default"));
        assertThat(page.getByRole(AriaRole.HEADING, name("Fleet"))).isVisible();
    }

    static Page.GetByRoleOptions named(String name) {
        return new Page.GetByRoleOptions().setName(name);
    }

    static Page.GetByRoleOptions name(String heading) {
        return new Page.GetByRoleOptions().setName(heading).setExact(true);
    }

    private void browse(Browser.NewContextOptions options) {
        context = chromium.browser().newContext(options);
        page = context.newPage();
        page.onRequest(request -> requested.add(request.url()));
        page.onConsoleMessage(message -> {
            if (!message.type().equals("log")) {
                complaints.add(message.text());
            }
        });
        page.onPageError(complaints::add);
    }
}
