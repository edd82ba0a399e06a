package io.telltale.alerting.wording;

import io.quarkus.qute.Template;
import io.quarkus.qute.TemplateException;
import io.telltale.alerting.alert.Wording;
import io.telltale.alerting.rule.InvalidRuleException;
import io.telltale.alerting.rule.Rule;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Labels and annotations of rules as Qute templates, such as {@code {device} at {labels.site ?: 'no site'} reads {value}}.
 *
 * <p>Any thread. Never fails: a text that is no template, from before there were templates, stays as it was written. What comes
 * out is no longer than what may be written.
 */
public final class QuteWording implements Wording {

    /** Templates kept ready; a storm of alerts has few rules. */
    private static final int KEPT = 1_000;

    private final Map<String, Optional<Template>> templates = new LinkedHashMap<>(64, 0.75f, true) {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Optional<Template>> eldest) {
            return size() > KEPT;
        }
    };

    /**
     * Makes sure that the texts of a rule are templates that speak of what there is.
     *
     * @throws InvalidRuleException naming the first that is not
     */
    public static Rule checked(Rule rule) {
        check("labels", rule.labels());
        check("annotations", rule.annotations());
        return rule;
    }

    private static void check(String field, Map<String, String> texts) {
        texts.forEach((name, text) -> {
            Optional<String> problem = Templates.problem(text);
            if (problem.isPresent()) {
                throw new InvalidRuleException(field + '.' + name, problem.get());
            }
        });
    }

    @Override
    public Map<String, String> labels(Map<String, String> written, Facts facts) {
        return said(written, facts, Rule.MAX_LABEL);
    }

    @Override
    public Map<String, String> annotations(Map<String, String> written, Facts facts) {
        return said(written, facts, Rule.MAX_ANNOTATION);
    }

    private Map<String, String> said(Map<String, String> written, Facts facts, int longest) {
        Map<String, String> said = new HashMap<>();
        written.forEach((name, text) -> said.put(name, said(text, facts, longest)));
        return said;
    }

    private String said(String text, Facts facts, int longest) {
        if (text.indexOf('{') < 0) {
            return text;
        }
        Optional<Template> template = template(text);
        if (template.isEmpty()) {
            return text;
        }
        try {
            String whole = template.get().instance().data(data(facts)).render();
            return whole.length() <= longest ? whole : whole.substring(0, longest);
        } catch (TemplateException e) {
            return text;
        }
    }

    private synchronized Optional<Template> template(String text) {
        return templates.computeIfAbsent(text, QuteWording::parsed);
    }

    private static Optional<Template> parsed(String text) {
        try {
            return Optional.of(Templates.parse(text));
        } catch (TemplateException e) {
            return Optional.empty();
        }
    }

    private static Map<String, Object> data(Facts facts) {
        return Map.of(
                "value", facts.value(),
                "device", facts.series().device(),
                "metric", facts.series().metric(),
                "tenant", facts.series().tenant(),
                "labels", facts.labels(),
                "severity", facts.severity().wire(),
                "summary", facts.summary(),
                "rule", facts.rule());
    }
}
