package io.telltale.console.page;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Request;
import com.microsoft.playwright.options.AriaRole;
import io.nats.client.Connection;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.telltale.console.upstream.ForeignServices;
import io.telltale.events.Json;
import io.telltale.events.Subjects;
import io.telltale.testkit.NatsResource;
import io.telltale.testkit.TestTokens;
import io.telltale.testkit.TokensResource;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Alerts, silences and webhooks as an operator works with them, in a real browser. */
@QuarkusTest
@WithTestResource(TokensResource.class)
@WithTestResource(NatsResource.class)
@WithTestResource(ForeignServices.class)
class AlertPagesIT extends Browsing {

    @BeforeEach
    void pumpRunsHot() {
        Incident.on(services);
    }

    @Test
    void anAlertIsFoundAcknowledgedCommentedAndGivenBack() {
        signIn();
        page.getByRole(AriaRole.NAVIGATION, name("Views"))
                .getByRole(AriaRole.LINK, new Locator.GetByRoleOptions().setName("Alerts"))
                .click();
        assertThat(page.getByText("1 alert", new Page.GetByTextOptions().setExact(true)))
                .isVisible();
        page.getByRole(AriaRole.LINK, named("Pump runs hot")).click();
        assertThat(entries())
                .hasText(new String[] {"Escalated to critical", "on-call was told", "Firing", "Pending: it has to last"
                });

        page.getByLabel("How long").selectOption("For 4 hours");
        page.getByLabel("Comment (optional)").fill("On my way");
        Request asked =
                page.waitForRequest("**/acknowledge", () -> page.getByRole(AriaRole.BUTTON, named("Acknowledge"))
                        .click());
        assertThat(asked.postData()).matches("\\{\"until\":\"[^\"]+Z\",\"comment\":\"On my way\"}");
        assertThat(page.locator("alert-view .marks")).containsText("Acknowledged");
        assertThat(entries().first()).hasText("Acknowledged by oskar");

        page.getByPlaceholder("Say something to whoever looks next").fill("<b>Bearing</b> is dry");
        page.getByRole(AriaRole.BUTTON, name("Comment")).click();
        assertThat(entries().first()).hasText("ada");
        assertThat(page.locator("alert-timeline li").first()).containsText("<b>Bearing</b> is dry");
        picture("theStoryOfAnAlert");

        page.getByRole(AriaRole.BUTTON, named("Take the acknowledgement back")).click();
        assertThat(page.getByRole(AriaRole.BUTTON, named("Acknowledge"))).isVisible();
        assertThat(complaints).isEmpty();
    }

    @Test
    void theListFollowsItsFiltersAndTheLiveEvents() throws Exception {
        signIn();
        page.navigate(console + "#/alerts?severity=critical&acknowledged=false");
        assertThat(page.getByLabel("Severity")).hasValue("critical");
        page.getByLabel("Label").fill("site=\"harbour\"");
        Request asked = page.waitForRequest(request -> request.url().contains("matcher="), () -> page.keyboard()
                .press("Enter"));
        assertThat(page).hasURL(console + "#/alerts?severity=critical&acknowledged=false&matcher=site%3D%22harbour%22");
        assertThat(asked.url())
                .endsWith(
                        "/api/alerts?state=firing&severity=critical&matcher=site%3D%22harbour%22&acknowledged=false&limit=100");

        assertThat(page.locator("alerts-view .tag")).hasCount(0);
        Incident.acknowledged(true, services);
        try (Connection nats = server.connect()) {
            nats.jetStream().publish(Subjects.alert("default", "acknowledged"), """
                    {"specversion":"1.0","id":"ack-1","source":"/alerting-service","type":"io.telltale.alert.acknowledged",
                    "subject":"default/pump-9","time":"2026-01-01T00:00:00Z","data":{"alert":"%s"}}""".formatted(Incident.ALERT)
                    .getBytes(StandardCharsets.UTF_8));
        }
        assertThat(page.locator("alerts-view .tag")).hasText("Acknowledged");
    }

    @Test
    void anAlertIsSilencedWithTheMatchersItBringsAlongAndTheSilenceExpired() throws Exception {
        signIn();
        page.navigate(console + "#/alerts/" + Incident.ALERT);
        page.getByRole(AriaRole.LINK, named("Silence alerts like this")).click();
        assertThat(page.getByText("Fits 1 firing alert.")).isVisible();
        page.getByLabel("Why").fill("Bearings are being changed");
        Request asked = page.waitForRequest(
                request -> request.method().equals("POST") && request.url().endsWith("/api/silences"),
                () -> page.getByRole(AriaRole.BUTTON, name("Silence")).click());
        assertThat(Json.MAPPER.readTree(asked.postData()).path("matchers").toString())
                .isEqualTo("["
                        + String.join(
                                ",",
                                List.of(
                                        equal("alertname", "Pump runs hot"),
                                        equal("device", "pump-9"),
                                        equal("metric", "temperature")))
                        + "]");

        assertThat(page.locator("silences-view code")).hasText(new String[] {"site=\"north\"", "device=~\"pump-.*\""});
        picture("aListOfSilences");
        page.getByRole(AriaRole.BUTTON, named("Expire the silence of site=\"north\""))
                .click();
        assertThat(page.getByRole(AriaRole.HEADING, name("Nothing is silenced")))
                .isVisible();
        page.getByLabel("Show those that are over").check();
        assertThat(page.locator("silences-view .badge")).hasText("Over");
    }

    @Test
    void aMatcherThatIsNoneIsExplainedAndNothingIsSent() {
        signIn();
        page.navigate(console + "#/silences/new");
        page.getByLabel("Which alerts").fill("device=~\"pump-(\"");
        assertThat(page.getByRole(AriaRole.ALERT)).hasText("“pump-(” is no regular expression");
        page.getByLabel("Why").fill("x");
        page.getByRole(AriaRole.BUTTON, name("Silence")).click();
        assertThat(page.getByRole(AriaRole.ALERT)).hasText("“pump-(” is no regular expression");
        assertThat(services.alerting().calls()).noneMatch(call -> call.method().equals("POST"));
    }

    @Test
    void anEndpointIsTestedAndWhatItMissedIsSentAgain() {
        signIn();
        page.navigate(console + "#/webhooks");
        page.getByRole(AriaRole.BUTTON, named("Send a test to on-call")).click();
        assertThat(page.getByText("It was not taken: status 500 in 31 ms.")).isVisible();
        page.getByRole(AriaRole.LINK, named("on-call")).click();
        assertThat(page.locator("webhook-view ol li").first())
                .containsText("12 attempts; the last: status 500, the answer was 500.");
        page.getByText("Request and response").click();
        assertThat(page.getByLabel("Response", new Page.GetByLabelOptions().setExact(true)))
                .hasText("out of <cheese>");
        Request asked =
                page.waitForRequest("**/replay", () -> page.getByRole(AriaRole.BUTTON, named("Send msg_2 again"))
                        .click());
        assertThat(asked.postData()).isEqualTo("{\"delivery\":\"msg_2\"}");
        assertThat(page.getByText("1 delivery will be sent again.")).isVisible();

        page.getByLabel("since", new Page.GetByLabelOptions().setExact(true)).fill("2026-03-01T12:00");
        Request all = page.waitForRequest("**/replay", () -> page.getByRole(AriaRole.BUTTON, name("Replay"))
                .click());
        assertThat(all.postData()).matches("\\{\"since\":\"2026-0[^\"]+:00.000Z\",\"state\":\"dead\"}");
    }

    @Test
    void aViewerReadsAndIsOfferedNothingElse() {
        Incident.acknowledged(true, services);
        page.navigate(console + "#token=" + TestTokens.viewer("default"));
        assertThat(page.getByRole(AriaRole.HEADING, name("Fleet"))).isVisible();
        for (String place :
                List.of("alerts/" + Incident.ALERT, "silences", "webhooks", "webhooks/" + Incident.WEBHOOK)) {
            page.navigate(console + "#/" + place);
            assertThat(page.locator("main .card").first()).isVisible();
            assertThat(page.locator("main button")).hasCount(0);
        }
    }

    @Test
    void aPhoneShowsEveryPageWithoutScrollingSideways() {
        browseOnAPhone();
        signIn();
        for (String place : List.of(
                "webhooks",
                "webhooks/" + Incident.WEBHOOK,
                "silences",
                "silences/new",
                "alerts",
                "alerts/" + Incident.ALERT)) {
            page.navigate(console + "#/" + place);
            assertThat(page.locator("main .card").first()).isVisible();
            assertThat((Boolean) page.evaluate("document.documentElement.scrollWidth <= innerWidth"))
                    .as(place)
                    .isTrue();
        }
    }

    private Locator entries() {
        return page.locator("alert-timeline li strong");
    }

    private static String equal(String name, String value) {
        return "{\"name\":\"%s\",\"value\":\"%s\",\"isRegex\":false,\"isEqual\":true}".formatted(name, value);
    }
}
