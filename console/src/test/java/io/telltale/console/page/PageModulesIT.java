package io.telltale.console.page;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.PlaywrightException;
import com.microsoft.playwright.Route;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the page computes, without the page: its modules as they are written, in a browser that has nothing else. */
class PageModulesIT {

    private static final Path SOURCES = Path.of("src/main/resources/web/app");
    private static final String ORIGIN = "http://modules.invalid";

    private static Chromium chromium;
    private static Page page;

    @BeforeAll
    static void open() {
        chromium = Chromium.start();
        page = chromium.browser().newPage();
        page.route(ORIGIN + "/**", PageModulesIT::serve);
        page.navigate(ORIGIN + "/");
    }

    @AfterAll
    static void close() {
        chromium.close();
    }

    private static void serve(Route route) {
        String path = URI.create(route.request().url()).getPath();
        route.fulfill(
                path.equals("/")
                        ? new Route.FulfillOptions().setContentType("text/html").setBody("<!doctype html>")
                        : new Route.FulfillOptions()
                                .setContentType("text/javascript")
                                .setPath(SOURCES.resolve(path.substring(1))));
    }

    /** The value of an expression over what a module exports. */
    private static Object of(String module, String expression, Object given) {
        return page.evaluate(
                "async (given) => { const m = await import('/%s'); return %s; }".formatted(module, expression), given);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            quoteCharacter = '`',
            value = {
                "site=\"north\" ; site=\"north\"",
                "site = north ; site=\"north\"",
                "device=~\"pump-\\d+\" ; device=~\"pump-\\\\d+\"",
                "site!=\"say \\\"hi\\\"\" ; site!=\"say \\\"hi\\\"\"",
                "site!~\"a|b\" ; site!~\"a|b\"",
                "site=\"\" ; site=\"\"",
            })
    void aMatcherIsReadAsAlertmanagerWritesIt(String line, String written) {
        assertThat(of("silences/matcher.js", "m.formatMatcher(m.parseMatcher(given))", line))
                .isEqualTo(written);
    }

    @ParameterizedTest
    @ValueSource(strings = {"north", "=x", "9lives=x", "site=\"x", "device=~\"(\"", ""})
    void whatIsNoMatcherIsRefused(String line) {
        assertThatThrownBy(() -> of("silences/matcher.js", "m.parseMatchers(given)", line))
                .isInstanceOf(PlaywrightException.class);
    }

    @Test
    void theStoryOfAnAlertIsNewestFirstAndOneInstantKeepsItsOrder() {
        var history = List.of(
                Map.of("at", "2026-01-01T00:00:00Z", "what", "firing", "summary", "hot"),
                Map.of("at", "2026-01-01T00:00:00Z", "what", "notified", "by", "on-call"),
                Map.of("at", "2026-01-01T00:09:00Z", "what", "acknowledged", "by", "ada", "note", "On my way"),
                Map.of("at", "2026-01-01T01:09:00Z", "what", "unacknowledged", "note", "expired"));
        var comments = List.of(Map.of("at", "2026-01-01T00:10:00.5Z", "by", "oskar", "text", "dry"));

        Object told = of(
                "alerts/alert.js",
                "m.timeline(given.history, given.comments).map(({tone, title, text}) => [tone, title, text].join('|'))",
                Map.of("history", history, "comments", comments));

        assertThat(told)
                .isEqualTo(List.of(
                        "people|The acknowledgement ran out|",
                        "people|oskar|dry",
                        "people|Acknowledged by ada|On my way",
                        "quiet|on-call was told|",
                        "bad|Firing|hot"));
    }

    @Test
    void anOpenAlertThatTroublesNobodySaysWhy() {
        var alert = Map.of(
                "acknowledgement",
                Map.of("by", "ada"),
                "silencedBy",
                List.of("s"),
                "inhibitedBy",
                List.of("a"),
                "flapping",
                true);
        assertThat(of("alerts/alert.js", "m.marks(given).map(({word}) => word)", alert))
                .isEqualTo(List.of("Acknowledged", "Silenced", "Inhibited", "Flapping"));
        assertThat(of("alerts/alert.js", "m.marks(given)", Map.of())).isEqualTo(List.of());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "''                        | firing |",
                "state=any&device=pump-7   |        | pump-7",
                "state=pending&device=     | pending |",
            })
    void withoutAWordOfTheStateTheListIsOfWhatFires(String query, String state, String device) {
        String asked =
                "(({state, device}) => [state.join(), device.join()].join('|'))(m.question(new URLSearchParams(given)))";
        assertThat(of("alerts/alert.js", asked, query))
                .isEqualTo((state == null ? "" : state) + "|" + (device == null ? "" : device));
    }

    @Test
    void anAcknowledgementEndsWhenSaidOrNotByItself() {
        assertThat(of("alerts/alert.js", "m.inHours(4, given)", 0)).isEqualTo("1970-01-01T04:00:00.000Z");
        assertThat(of("alerts/alert.js", "m.inHours(0) === undefined", null)).isEqualTo(true);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "#/                              | fleet    |",
                "#/devices/pump%207              | device   | pump 7",
                "#/alerts?state=any              | alerts   |",
                "#/alerts/17?x=y                 | alert    | 17",
                "#/silences/new?matcher=a%3D1    | silence  |",
                "#/webhooks/4                    | webhook  | 4",
                "#/nowhere                       | fleet    |",
            })
    void theAddressSaysWhereOnThePageWeAre(String hash, String view, String name) {
        assertThat(of("core/route.js", "[m.route(given).view, m.route(given).name ?? ''].join()", hash))
                .isEqualTo(view + "," + (name == null ? "" : name));
    }

    @Test
    void aDeliveryIsToldInWords() {
        assertThat(of("webhooks/delivery.js", "m.outcome(given)", Map.of("attempts", 0)))
                .isEqualTo("Not tried yet.");
        assertThat(of("webhooks/delivery.js", "m.outcome(given)", Map.of("attempts", 1, "lastStatus", 204)))
                .isEqualTo("One attempt; the last: status 204.");
        assertThat(of(
                        "webhooks/delivery.js",
                        "m.standing(given).word",
                        Map.of("enabled", false, "disabledReason", "410")))
                .isEqualTo("Disabled: 410");
        assertThat(of(
                        "webhooks/delivery.js",
                        "m.standing(given).word",
                        Map.of("enabled", true, "circuit", Map.of("state", "open", "failures", 5))))
                .isEqualTo("Failing, 5 times in a row");
        assertThat(of(
                        "webhooks/delivery.js",
                        "m.standing(given).word",
                        Map.of("enabled", true, "circuit", Map.of("state", "closed", "failures", 0))))
                .isEqualTo("Enabled");
    }
}
