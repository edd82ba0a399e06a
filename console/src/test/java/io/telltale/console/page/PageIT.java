package io.telltale.console.page;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.ColorScheme;
import io.nats.client.Connection;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.telltale.console.upstream.ForeignServices;
import io.telltale.events.Subjects;
import io.telltale.testkit.NatsResource;
import io.telltale.testkit.TestTokens;
import io.telltale.testkit.TokensResource;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/** The page as a person uses it, in a real browser. Every test leaves a picture in {@code target/page}. */
@QuarkusTest
@WithTestResource(TokensResource.class)
@WithTestResource(NatsResource.class)
@WithTestResource(ForeignServices.class)
class PageIT extends Browsing {

    @Test
    void theLinkSignsInAndTheTokenIsGoneFromTheAddress() {
        signIn();

        assertThat(page).hasURL(console.toString());
        assertThat(page.evaluate("document.cookie")).isEqualTo("");
        assertThat(page.evaluate("Object.keys({...localStorage, ...sessionStorage}).length"))
                .isEqualTo(0);
        assertThat(row("pump-3")).containsText("23.5 °C");
        assertThat(page.getByText("12 devices · no open alerts")).isVisible();
        assertThat(page.getByText("Nothing needs you now.")).isVisible();
        assertThat(page.getByText("Live", new Page.GetByTextOptions().setExact(true)))
                .isVisible();
    }

    @Test
    void thePageAsksNobodyButItsOwnServerAndBreaksNoRule() {
        signIn();
        row("pump-3").getByRole(AriaRole.LINK).click();
        assertThat(page.getByRole(AriaRole.HEADING, name("pump-3"))).isVisible();
        assertThat(page.locator("metric-chart canvas")).hasCount(2);

        assertThat(requested).isNotEmpty().allSatisfy(url -> assertThat(url).startsWith(console.toString()));
        assertThat(complaints).isEmpty();
    }

    @Test
    void aTokenCanBePastedAndAWrongOneIsExplained() {
        page.navigate(console.toString());
        page.getByLabel("Operator token").fill("wrong");
        page.getByRole(AriaRole.BUTTON, named("Sign in")).click();
        assertThat(page.getByRole(AriaRole.ALERT)).hasText("This token is not valid, or no longer.");

        page.getByLabel("Operator token").fill(TestTokens.operator("default"));
        page.keyboard().press("Enter");
        assertThat(page.getByRole(AriaRole.HEADING, name("Fleet"))).isVisible();
    }

    @Test
    void signingOutLeadsBackToTheSignInAndStaysThere() {
        signIn();
        page.getByRole(AriaRole.BUTTON, named("Sign out")).click();
        assertThat(page.getByLabel("Operator token")).isVisible();
        page.reload();
        assertThat(page.getByLabel("Operator token")).isVisible();
    }

    @Test
    void whoHasAnAlertStandsFirst() {
        Fleet.alert("pump-9", "critical", services);
        signIn();

        assertThat(page.locator("fleet-table tbody tr").first()).containsText("pump-9");
        assertThat(page.locator("fleet-table tbody tr").first()).containsText("Critical");
        assertThat(page.locator("alert-list li")).hasCount(1);
        assertThat(page.locator("alert-list li")).containsText("temperature of pump-9 is 81.2");
        page.locator("alert-list li").getByRole(AriaRole.LINK).click();
        assertThat(page).hasURL(console + "#/alerts/a1");
    }

    @Test
    void alertsAreFetchedAnewWhenOneChanges() throws Exception {
        signIn();
        assertThat(page.getByText("Nothing needs you now.")).isVisible();
        Fleet.alert("pump-2", "warning", services);
        try (Connection nats = server.connect()) {
            nats.jetStream().publish(Subjects.alert("default", "firing"), """
                    {"specversion":"1.0","id":"1","source":"/alerting-service","type":"io.telltale.alert.changed",
                    "subject":"default/pump-2","time":"2026-01-01T00:00:00Z","data":{"device":"pump-2"}}""".getBytes(StandardCharsets.UTF_8));
        }
        assertThat(page.locator("alert-list li")).containsText("temperature of pump-2 is 81.2");
        assertThat(page.locator("fleet-table tbody tr").first()).containsText("pump-2");
    }

    @Test
    void aDeviceIsOfflineWhenItsPresenceSaysSoAndNotWhenOneOfItsSessionsEnds() throws Exception {
        signIn();
        assertThat(row("pump-4")).containsText("Reporting");
        try (Connection nats = server.connect()) {
            presence(nats, "pump-3", "\"online\":false");
            presence(nats, "pump-4", "\"online\":false,\"state\":\"offline\"");
            presence(nats, "pump-5", "\"online\":true,\"state\":\"stale\"");
        }
        assertThat(row("pump-5")).containsText("Stale");
        assertThat(row("pump-4")).containsText("Offline");
        assertThat(row("pump-3")).containsText("Reporting");
    }

    private static void presence(Connection nats, String device, String data) throws Exception {
        nats.jetStream().publish(Subjects.presence("default", device), """
                {"specversion":"1.0","id":"%s-%s","source":"/alerting-service","type":"io.telltale.presence.state",
                "subject":"default/%s","time":"2026-01-01T00:00:00Z","data":{"device":"%s",%s}}""".formatted(
                        device, data.hashCode(), device, device, data)
                .getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void theFleetIsFilteredByNameProfileAndLabel() {
        signIn();
        Locator filter = page.getByLabel("Filter devices by name, profile or label");
        filter.fill("pump harbour");
        assertThat(page.locator("fleet-table tbody tr")).hasCount(6);
        filter.fill("pump-12");
        assertThat(page.locator("fleet-table tbody tr")).hasCount(1);
        filter.fill("nobody");
        assertThat(page.getByText("No device fits “nobody”")).isVisible();
        page.getByRole(AriaRole.BUTTON, named("Show all 12")).click();
        assertThat(page.locator("fleet-table tbody tr")).hasCount(12);
    }

    @Test
    void aLargeFleetHasPages() {
        Fleet.of(45, services);
        signIn();
        assertThat(page.getByText("1–20 of 45")).isVisible();
        page.getByRole(AriaRole.BUTTON, named("Next page")).click();
        page.getByRole(AriaRole.BUTTON, named("Next page")).click();
        assertThat(page.getByText("41–45 of 45")).isVisible();
        assertThat(row("pump-45")).isVisible();
        assertThat(page.getByRole(AriaRole.BUTTON, named("Next page"))).isDisabled();
    }

    @Test
    void aFleetWithoutDevicesSaysWhatToDo() {
        Fleet.of(0, services);
        signIn();
        assertThat(page.getByRole(AriaRole.HEADING, name("No devices yet"))).isVisible();
        assertThat(page.getByText("./telltale sim run")).isVisible();
    }

    @Test
    void aReadingShowsAtOnceInTheFleetAndOnTheDevice() throws Exception {
        signIn();
        try (Connection nats = server.connect()) {
            publishUntil(nats, "pump-3", 77.25, row("pump-3"));

            row("pump-3").getByRole(AriaRole.LINK).click();
            Locator card = page.locator("metric-card").first();
            publishUntil(nats, "pump-3", 78.5, card);
            publish(nats, "pump-3", 79.75);
            assertThat(card).containsText("79.75 °C");
        }
    }

    @Test
    void anAnomalyIsCountedAndExplainedInWords() {
        Fleet.anomaly("pump-12", services);
        page.navigate(console + "#token=" + TestTokens.operator("default"));
        row("pump-12").getByRole(AriaRole.LINK).click();

        assertThat(page.locator("anomaly-list li")).hasCount(1);
        assertThat(page.locator("anomaly-list li")).containsText("81.25\u00a0°C");
        assertThat(page.locator("anomaly-list li .badge")).hasText("Critical");
        assertThat(page.locator("anomaly-list li"))
                .containsText("Far above <b>anything</b> seen at this time of day. Expected 57.5 to 67.1\u00a0°C.");
        assertThat(page.getByRole(AriaRole.IMG, new Page.GetByRoleOptions().setName("temperature over time, now")))
                .hasAttribute("aria-label", "temperature over time, now 32.5\u00a0°C, 1 anomaly");
    }

    @Test
    void anOperatorSaysThatAnAnomalyIsNoiseAndTakesItBack() {
        Fleet.anomaly("pump-12", services);
        Fleet.feedback(services);
        page.navigate(console + "#token=" + TestTokens.operator("default"));
        row("pump-12").getByRole(AriaRole.LINK).click();

        page.getByRole(AriaRole.BUTTON, named("Noise")).click();
        assertThat(page.locator("anomaly-feedback"))
                .containsText("From now on reported from a score of 0.72: a finding of 0.716 is noise.");
        assertThat(page.locator("anomaly-feedback")).containsText("Noise, says oskar");
        page.getByRole(AriaRole.BUTTON, named("Undo")).click();
        assertThat(page.locator("anomaly-feedback"))
                .containsText("From now on reported from a score of 0.5: it is withdrawn.");
        assertThat(page.getByRole(AriaRole.BUTTON, named("Right"))).isVisible();
        assertThat(services.anomaly().calls())
                .filteredOn(call -> call.uri().endsWith("/feedback"))
                .extracting(call -> call.method() + " " + call.uri())
                .containsExactly("POST /api/anomalies/17-4711/feedback", "DELETE /api/anomalies/17-4711/feedback");
    }

    @Test
    void aViewerSeesWhatWasSaidOfAnAnomalyAndCannotSayAnything() {
        Fleet.anomaly("pump-12", services, """
                ,"feedback":{"verdict":"right","by":"ada","at":"2026-03-01T12:00:00Z"}""");
        page.navigate(console + "#token=" + TestTokens.viewer("default"));
        row("pump-12").getByRole(AriaRole.LINK).click();

        assertThat(page.locator("anomaly-feedback")).hasText("Right, says ada");
        assertThat(page.locator("anomaly-feedback button")).hasCount(0);
    }

    @Test
    void aServiceThatIsDownIsNamedAndTryingAgainHelps() throws IOException {
        signIn();
        services.alerting().stop();
        try {
            page.reload();
            assertThat(page.getByRole(AriaRole.ALERT)).containsText("alerting-service cannot be reached");
            assertThat(row("pump-1")).isVisible();
        } finally {
            services.alerting().startAgain();
        }
        page.getByRole(AriaRole.BUTTON, named("Try again")).click();
        assertThat(page.getByText("Nothing needs you now.")).isVisible();
    }

    @Test
    void theAlertsAreThereEvenWhenTheRegistryIsNot() throws IOException {
        Fleet.alert("pump-9", "critical", services);
        services.registry().stop();
        try {
            signIn();
            assertThat(page.getByRole(AriaRole.ALERT)).containsText("device-registry cannot be reached");
            assertThat(page.locator("alert-list li")).containsText("temperature of pump-9 is 81.2");
        } finally {
            services.registry().startAgain();
        }
        page.getByRole(AriaRole.BUTTON, named("Try again")).click();
        assertThat(row("pump-9")).containsText("Critical");
    }

    @Test
    void aLostConnectionIsShownAndComesBack() {
        signIn();
        page.route("**/api/events*", route -> route.abort());
        row("pump-3").getByRole(AriaRole.LINK).click(); // other readings, a new stream
        assertThat(page.getByText("Reconnecting…")).isVisible();
        page.unroute("**/api/events*");
        assertThat(page.getByText("Live", new Page.GetByTextOptions().setExact(true)))
                .isVisible();
    }

    @Test
    void theFleetCanBeUsedWithTheKeyboardAlone() {
        signIn();
        page.getByLabel("Filter devices by name, profile or label").focus();
        page.keyboard().press("Tab");
        page.keyboard().press("Enter");
        assertThat(page.getByRole(AriaRole.HEADING, name("pump-1"))).isVisible();
        page.locator("main")
                .getByRole(
                        AriaRole.LINK,
                        new Locator.GetByRoleOptions().setName("Fleet").setExact(true))
                .press("Enter");
        assertThat(page.getByRole(AriaRole.HEADING, name("Fleet"))).isVisible();
    }

    @Test
    void aPhoneShowsTheFleetWithoutScrollingSideways() {
        browseOnAPhone();
        Fleet.alert("pump-9", "critical", services);
        signIn();
        assertThat(row("pump-1")).isVisible();
        assertThat((Boolean) page.evaluate("document.documentElement.scrollWidth <= innerWidth"))
                .isTrue();
    }

    @Test
    void theFleetStaysInItsCardAtEveryWidth() {
        String time = Instant.now().toString();
        String readings = Stream.of("humidity", "power", "pressure", "temperature")
                .map(metric -> "{\"metric\":\"%s\",\"time\":\"%s\",\"value\":1234.5}".formatted(metric, time))
                .collect(Collectors.joining(","));
        services.anomaly()
                .answers("/api/devices/pump-1/latest", "{\"device\":\"pump-1\",\"readings\":[" + readings + "]}");
        signIn();
        assertThat(row("pump-1")).isVisible();
        for (int width = 780; width <= 1800; width += 60) {
            page.setViewportSize(width, 900);
            assertThat((Boolean) page.locator("fleet-table table")
                            .evaluate("t => t.offsetWidth <= t.getRootNode().host.offsetWidth"))
                    .as("at %d pixels", width)
                    .isTrue();
        }
    }

    @Test
    void everyColourOfTextCanBeReadInLightAndDark() {
        signIn();
        for (ColorScheme scheme : List.of(ColorScheme.LIGHT, ColorScheme.DARK)) {
            page.emulateMedia(new Page.EmulateMediaOptions().setColorScheme(scheme));
            assertThat((Double) page.evaluate(Contrast.LOWEST))
                    .as("lowest contrast, %s", scheme)
                    .isGreaterThanOrEqualTo(4.5);
        }
    }

    private Locator row(String device) {
        return page.locator("fleet-table tbody tr")
                .filter(new Locator.FilterOptions()
                        .setHas(page.getByRole(
                                AriaRole.LINK,
                                new Page.GetByRoleOptions().setName(device).setExact(true))));
    }

    /**
     * Live readings are for who listens now, and the page does not say when it begins to: so again until it shows. In this thread, the only one
     * that may use Playwright.
     */
    private static void publishUntil(Connection nats, String device, double value, Locator shows) {
        Awaitility.await().pollInSameThread().until(() -> {
            publish(nats, device, value);
            return shows.getByText(Double.toString(value)).first().isVisible();
        });
    }

    private static void publish(Connection nats, String device, double value) {
        String json = "{\"time\":\"%s\",\"value\":%s}".formatted(Instant.now(), value);
        nats.publish(Subjects.live("default", device, "temperature"), json.getBytes(StandardCharsets.UTF_8));
    }
}
