package io.telltale.console.page;

import io.telltale.console.upstream.ForeignService;
import io.telltale.console.upstream.ForeignServices;
import java.time.Duration;
import java.time.Instant;

/** What the alerting service answers while one pump runs hot: an alert and its story, a silence, an endpoint and its log. */
final class Incident {

    static final String ALERT = "8d1c3a52-0000-4000-8000-000000000001";
    static final String WEBHOOK = "8d1c3a52-0000-4000-8000-000000000002";
    static final String SILENCE = "8d1c3a52-0000-4000-8000-000000000003";

    private Incident() {}

    /** An alert that fires, unacknowledged; acknowledging and commenting is taken from then on. */
    static void on(ForeignServices services) {
        ForeignService alerting = services.alerting();
        alerting.answers("/api/alerts", "{\"items\":[" + alert("") + "]}");
        alerting.answers("/api/alerts/" + ALERT, alert(history("")));
        comments("", services);
        alerting.answers("/api/alerts/" + ALERT + "/acknowledge", exchange -> {
            boolean taken = exchange.getRequestMethod().equals("POST");
            acknowledged(taken, services);
            ForeignService.send(exchange, 200, "application/json", alert(taken ? acknowledgement() : ""));
        });
        silences(services);
        webhooks(services);
    }

    /** The alert as it is after an operator took it on, or gave it back. */
    static void acknowledged(boolean taken, ForeignServices services) {
        String more = taken ? acknowledgement() : "";
        String happened = ",{\"at\":\"%s\",\"what\":\"%s\",\"by\":\"oskar\",\"note\":\"%s\"}"
                .formatted(ago(1), taken ? "acknowledged" : "unacknowledged", taken ? "On my way" : "withdrawn");
        services.alerting().answers("/api/alerts", "{\"items\":[" + alert(more) + "]}");
        services.alerting().answers("/api/alerts/" + ALERT, alert(more + history(happened)));
    }

    private static void comments(String items, ForeignServices services) {
        String path = "/api/alerts/" + ALERT + "/comments";
        services.alerting().answers(path, exchange -> {
            if (exchange.getRequestMethod().equals("POST")) {
                String comment = "{\"id\":\"c1\",\"at\":\"%s\",\"by\":\"ada\",\"text\":\"<b>Bearing</b> is dry\"}"
                        .formatted(ago(0));
                comments(comment, services);
                ForeignService.send(exchange, 201, "application/json", comment);
            } else {
                ForeignService.send(exchange, 200, "application/json", "{\"items\":[" + items + "]}");
            }
        });
    }

    private static void silences(ForeignServices services) {
        String silence = """
                {"id":"%s","matchers":[{"name":"site","value":"north","isRegex":false,"isEqual":true},
                {"name":"device","value":"pump-.*","isRegex":true,"isEqual":true}],"startsAt":"%s","endsAt":"%s",
                "createdBy":"ada","comment":"Bearings are being changed","status":"%s"}""";
        services.alerting().answers("/api/silences", exchange -> {
            boolean made = exchange.getRequestMethod().equals("POST");
            String one = silence.formatted(SILENCE, ago(60), ago(-60), "active");
            ForeignService.send(
                    exchange, made ? 201 : 200, "application/json", made ? one : "{\"items\":[" + one + "]}");
        });
        services.alerting().answers("/api/silences/preview", "{\"count\":1,\"alerts\":[]}");
        services.alerting().answers("/api/silences/" + SILENCE, exchange -> {
            String over = silence.formatted(SILENCE, ago(60), ago(0), "expired");
            services.alerting().answers("/api/silences", "{\"items\":[" + over + "]}");
            exchange.sendResponseHeaders(204, -1);
            exchange.close();
        });
    }

    private static void webhooks(ForeignServices services) {
        String webhook = """
                {"id":"%s","name":"on-call","url":"https://example.org/hook","format":"standard","enabled":true,
                "createdAt":"%s"}""".formatted(WEBHOOK, ago(600));
        String path = "/api/webhooks/" + WEBHOOK;
        services.alerting().answers("/api/webhooks", "{\"items\":[" + webhook + "]}");
        services.alerting().answers(path, webhook);
        services.alerting().answers(path + "/test", "{\"delivered\":false,\"status\":500,\"millis\":31}");
        services.alerting().answers(path + "/replay", "{\"replayed\":1}");
        services.alerting().answers(path + "/deliveries", """
                {"items":[{"id":"msg_2","event":"alert.firing","state":"dead","attempts":12,"lastStatus":500,
                "lastError":"the answer was 500","createdAt":"%s","requestExcerpt":"{\\"type\\":\\"alert.firing\\"}",
                "responseExcerpt":"out of <cheese>"},
                {"id":"msg_1","event":"alert.resolved","state":"delivered","attempts":1,"lastStatus":204,"createdAt":"%s",
                "deliveredAt":"%s"}]}""".formatted(ago(30), ago(50), ago(50)));
    }

    private static String alert(String more) {
        return """
                {"id":"%s","rule":{"id":"r1","name":"Pump runs hot"},"severity":"critical","device":"pump-9",
                "metric":"temperature","state":"firing","value":96.2,"summary":"temperature of pump-9 is 96.2, above 95",
                "startedAt":"%s","labels":{"site":"harbour"},"annotations":{"runbook":"https://example.org/hot"}%s}""".formatted(ALERT, ago(19), more);
    }

    private static String acknowledgement() {
        return ",\"acknowledgement\":{\"by\":\"oskar\",\"at\":\"%s\",\"until\":\"%s\",\"comment\":\"On my way\"}"
                .formatted(ago(1), ago(-240));
    }

    private static String history(String more) {
        return """
                ,"history":[{"at":"%s","what":"pending","severity":"warning","value":81,"summary":"temperature of pump-9 is 81, above 80"},
                {"at":"%s","what":"firing","severity":"warning","value":82,"summary":"temperature of pump-9 is 82, above 80"},
                {"at":"%s","what":"notified","by":"on-call"},
                {"at":"%s","what":"escalated","severity":"critical","value":96.2,"summary":"temperature of pump-9 is 96.2, above 95"}%s]""".formatted(ago(19), ago(18), ago(18), ago(12), more);
    }

    /** So many minutes ago. */
    private static String ago(long minutes) {
        return Instant.now().minus(Duration.ofMinutes(minutes)).toString();
    }
}
