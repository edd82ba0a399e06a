package io.telltale.alerting.notification;

import io.telltale.alerting.alert.Alert;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The names that a {@link BodyTemplate} knows: {@code id tenant receiver status firing title at groupKey truncated externalURL}
 * (texts, but for {@code firing}), {@code groupLabels commonLabels commonAnnotations} (labels), and {@code alerts}, each with
 * {@code id status firing rule severity device metric value summary startsAt endsAt url fingerprint labels annotations}; {@code
 * endsAt} is empty while it fires.
 */
final class TemplateData {

    private TemplateData() {}

    static Map<String, Object> of(Notification n, Links links) {
        Map<String, Object> data = new LinkedHashMap<>();
        data.put("id", n.id().toString());
        data.put("tenant", n.tenant());
        data.put("receiver", n.receiver());
        data.put("status", n.status());
        data.put("firing", n.firing());
        data.put("title", new Wording(n).title());
        data.put("at", n.at().toString());
        data.put("groupKey", n.groupKey());
        data.put("truncated", Integer.toString(n.truncated()));
        data.put("externalURL", links.console());
        data.put("groupLabels", new LabelsResolver.Labels(n.groupLabels()));
        data.put("commonLabels", new LabelsResolver.Labels(n.commonLabels()));
        data.put("commonAnnotations", new LabelsResolver.Labels(n.commonAnnotations()));
        data.put("alerts", n.alerts().stream().map(told -> alert(told, links)).toList());
        return data;
    }

    private static Map<String, Object> alert(Told told, Links links) {
        Alert alert = told.alert();
        Map<String, Object> data = new LinkedHashMap<>();
        data.put("id", alert.id().toString());
        data.put("status", told.status());
        data.put("firing", told.firing());
        data.put("rule", alert.ruleName());
        data.put("severity", alert.severity().wire());
        data.put("device", alert.series().device());
        data.put("metric", alert.series().metric());
        data.put("value", alert.value());
        data.put("summary", told.annotations().getOrDefault("summary", alert.summary()));
        data.put("startsAt", told.startsAt().toString());
        data.put("endsAt", told.endsAt().map(Object::toString).orElse(""));
        data.put("url", links.of(told));
        data.put("fingerprint", told.fingerprint());
        data.put("labels", new LabelsResolver.Labels(told.labels()));
        data.put("annotations", new LabelsResolver.Labels(told.annotations()));
        return data;
    }
}
