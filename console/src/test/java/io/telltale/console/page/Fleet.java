package io.telltale.console.page;

import io.telltale.console.upstream.ForeignService;
import io.telltale.console.upstream.ForeignServices;
import java.time.Duration;
import java.time.Instant;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** What the services answer while the page is tested: so many pumps, each with a temperature and a pressure. */
final class Fleet {

    private Fleet() {}

    static void of(int pumps, ForeignServices services) {
        services.registry()
                .answers(
                        "/api/devices",
                        "{\"items\":["
                                + IntStream.rangeClosed(1, pumps)
                                        .mapToObj(Fleet::device)
                                        .collect(Collectors.joining(","))
                                + "]}");
        IntStream.rangeClosed(1, pumps).forEach(i -> pump(i, services));
        services.anomaly().answers("/api/anomalies", "{\"items\":[]}");
        services.alerting().answers("/api/alerts", "{\"items\":[]}");
    }

    static void alert(String device, String severity, ForeignServices services) {
        services.alerting()
                .answers("/api/alerts", """
                        {"items":[{"id":"a1","rule":{"id":"r1","name":"Pump runs hot"},"severity":"%s","device":"%s",
                        "metric":"temperature","state":"firing","value":81.2,"summary":"temperature of %s is 81.2",
                        "startedAt":"%s","labels":{}}]}""".formatted(severity, device, device, ago(Duration.ofMinutes(19))));
    }

    static void anomaly(String device, ForeignServices services) {
        anomaly(device, services, "");
    }

    static void anomaly(String device, ForeignServices services, String more) {
        services.anomaly().answers("/api/anomalies", """
                        {"items":[{"id":"17-4711","device":"%s","metric":"temperature","time":"%s","value":81.25,"score":0.98,"severity":"critical",
                        "expectedLow":57.5,"expectedHigh":67.1,"detector":"range-break",
                        "reason":"Far above <b>anything</b> seen at this time of day."%s}]}""".formatted(device, ago(Duration.ofMinutes(20)), more));
    }

    /** A verdict leads to 0.72, taking it back to 0.5. */
    static void feedback(ForeignServices services) {
        services.anomaly().answers("/api/anomalies/17-4711/feedback", exchange -> {
            boolean said = exchange.getRequestMethod().equals("POST");
            ForeignService.send(exchange, 200, "application/json", """
                    {"id":1,"anomaly":"17-4711","verdict":"%s","by":"oskar","from":%s,"to":%s,"why":"%s"}""".formatted(
                            said ? "noise" : "withdrawn",
                            said ? "0.5" : "0.72",
                            said ? "0.72" : "0.5",
                            said ? "a finding of 0.716 is noise" : "it is withdrawn"));
        });
    }

    private static void pump(int i, ForeignServices services) {
        String name = "pump-" + i;
        String now = ago(Duration.ofSeconds(2));
        services.registry().answers("/api/devices/" + name, device(i));
        services.anomaly().answers("/api/devices/" + name + "/latest", """
                {"device":"%s","readings":[{"metric":"temperature","time":"%s","value":%d.5,"unit":"Cel"},
                {"metric":"pressure","time":"%s","value":5.25,"unit":"bar"}]}""".formatted(name, now, 20 + i, now));
        services.anomaly().answers("/api/series/" + name + "/temperature", points(name, "temperature", 20 + i));
        services.anomaly().answers("/api/series/" + name + "/pressure", points(name, "pressure", 5));
        services.anomaly().answers("/api/series", """
                {"items":[{"device":"%s","metric":"temperature","unit":"Cel","lastTime":"%s","lastValue":%d.5},
                {"device":"%s","metric":"pressure","unit":"bar","lastTime":"%s","lastValue":5.25}]}""".formatted(name, now, 20 + i, name, now));
    }

    private static String device(int i) {
        return """
                {"name":"pump-%d","tenant":"default","enabled":true,"profile":"pump","labels":{"site":"%s"},
                "gateway":false,"createdAt":"2026-01-01T00:00:00Z"}""".formatted(i, i % 2 == 0 ? "north" : "harbour");
    }

    private static String points(String device, String metric, int around) {
        return "{\"device\":\"" + device + "\",\"metric\":\"" + metric + "\",\"points\":["
                + IntStream.range(0, 240)
                        .mapToObj(i -> "{\"time\":\"%s\",\"value\":%.2f}"
                                .formatted(ago(Duration.ofSeconds(15L * (240 - i))), around + 2 * Math.sin(i / 12.0)))
                        .collect(Collectors.joining(","))
                + "]}";
    }

    private static String ago(Duration duration) {
        return Instant.now().minus(duration).toString();
    }
}
