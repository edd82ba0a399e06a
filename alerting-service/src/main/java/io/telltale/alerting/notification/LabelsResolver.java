package io.telltale.alerting.notification;

import io.quarkus.qute.CompletedStage;
import io.quarkus.qute.EvalContext;
import io.quarkus.qute.ValueResolver;
import java.util.AbstractMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CompletionStage;

/** Labels and annotations in templates: {@code {alert.labels.site}}; one that is not there is an empty text. */
final class LabelsResolver implements ValueResolver {

    /** Labels by name. */
    static final class Labels extends AbstractMap<String, String> {

        private final Map<String, String> labels;

        Labels(Map<String, String> labels) {
            this.labels = new TreeMap<>(labels);
        }

        @Override
        public Set<Entry<String, String>> entrySet() {
            return labels.entrySet();
        }
    }

    /** Before Qute's own for maps. */
    @Override
    public int getPriority() {
        return 100;
    }

    @Override
    public boolean appliesTo(EvalContext context) {
        return context.getBase() instanceof Labels
                && (context.getParams().isEmpty()
                        || (context.getName().equals("get")
                                && context.getParams().size() == 1));
    }

    @Override
    public CompletionStage<Object> resolve(EvalContext context) {
        Labels labels = (Labels) context.getBase();
        if (context.getParams().isEmpty()) {
            return CompletedStage.of(labels.getOrDefault(context.getName(), ""));
        }
        return context.evaluate(context.getParams().getFirst())
                .thenApply(name -> labels.getOrDefault(String.valueOf(name), ""));
    }
}
