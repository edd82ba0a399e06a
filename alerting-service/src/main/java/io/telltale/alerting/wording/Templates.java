package io.telltale.alerting.wording;

import io.quarkus.qute.Engine;
import io.quarkus.qute.Expression;
import io.quarkus.qute.IfSectionHelper;
import io.quarkus.qute.ResultMapper;
import io.quarkus.qute.Results;
import io.quarkus.qute.Template;
import io.quarkus.qute.TemplateException;
import io.quarkus.qute.TemplateNode.Origin;
import io.quarkus.qute.ValueResolvers;
import io.telltale.alerting.alert.Summary;
import java.util.List;
import java.util.Optional;

/**
 * Qute with {@code {#if}} as its only section: no loops, so that a text cannot grow, no includes, no namespaces, and values
 * that are texts, one number and one map of texts; nothing resolves Java's methods or fields. Any thread.
 */
final class Templates {

    /** What a text may speak of. */
    static final List<String> NAMES =
            List.of("value", "device", "metric", "tenant", "labels", "severity", "summary", "rule");

    /** What may follow a name: a default for what is not there. */
    private static final List<String> DEFAULTS = List.of("or", "?:", ":");

    private static final Engine ENGINE = Engine.builder()
            .addSectionHelper(new IfSectionHelper.Factory())
            .addValueResolvers(ValueResolvers.mapResolver(), ValueResolvers.orResolver())
            .addResultMapper(new Numbers())
            .addResultMapper(new Missing())
            .strictRendering(false)
            .build();

    private Templates() {}

    /** Numbers as in the summaries. */
    private static final class Numbers implements ResultMapper {

        @Override
        public boolean appliesTo(Origin origin, Object result) {
            return result instanceof Double;
        }

        @Override
        public String map(Object result, Expression expression) {
            return Summary.number((Double) result);
        }
    }

    /** A label that the device does not carry leaves nothing. */
    private static final class Missing implements ResultMapper {

        @Override
        public boolean appliesTo(Origin origin, Object result) {
            return Results.isNotFound(result);
        }

        @Override
        public String map(Object result, Expression expression) {
            return "";
        }
    }

    /**
     * The template that a text is.
     *
     * @throws TemplateException when it is none
     */
    static Template parse(String text) {
        return ENGINE.parse(text);
    }

    /** What is wrong with a text; empty when nothing is. */
    static Optional<String> problem(String text) {
        try {
            return parse(text).getExpressions().stream()
                    .flatMap(expression -> problem(expression).stream())
                    .findFirst();
        } catch (TemplateException e) {
            return Optional.of("is no template: " + e.getMessage());
        }
    }

    private static Optional<String> problem(Expression expression) {
        if (expression.isLiteral()) {
            return Optional.empty();
        }
        List<Expression.Part> parts = expression.getParts();
        String first = parts.getFirst().getName();
        if (expression.hasNamespace() || !NAMES.contains(first)) {
            return Optional.of("speaks of {" + expression.toOriginalString() + "}, but there are only " + NAMES);
        }
        int next = first.equals("labels") ? 2 : 1;
        for (Expression.Part part : parts.subList(Math.min(next, parts.size()), parts.size())) {
            if (!DEFAULTS.contains(part.getName())) {
                return Optional.of("asks for '" + part.getName() + "' of {" + first + "}, which has none");
            }
        }
        return Optional.empty();
    }
}
