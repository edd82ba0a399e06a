package io.telltale.alerting.notification;

import io.quarkus.qute.Engine;
import io.quarkus.qute.IfSectionHelper;
import io.quarkus.qute.JsonEscaper;
import io.quarkus.qute.SetSectionHelper;
import io.quarkus.qute.Template;
import io.quarkus.qute.TemplateException;
import io.quarkus.qute.TemplateInstance;
import io.quarkus.qute.ValueResolvers;
import io.quarkus.qute.Variant;
import io.quarkus.qute.WhenSectionHelper;
import java.util.Objects;
import java.util.concurrent.CompletionException;

/**
 * A body in an endpoint's own words, in the language of Qute: {@code {receiver}}, {@code {#for alert in alerts}…{/for}},
 * {@code {#if firing}…{/if}}, see {@link TemplateData} for the names.
 *
 * <p>A template comes from a stranger: it sees nothing but those names (no methods, no other templates), is at most {@value
 * #MAX_LENGTH} characters with {@value #MAX_EXPRESSIONS} expressions, goes through loops {@value #MAX_ROUNDS} times and makes at
 * most {@value #MAX_BODY} characters. Thread-safe.
 *
 * @see <a href="https://quarkus.io/guides/qute-reference">Qute's reference</a>
 */
final class BodyTemplate implements EndpointFormat {

    static final int MAX_LENGTH = 16_384;
    static final int MAX_EXPRESSIONS = 200;
    static final int MAX_ROUNDS = 2_000;
    static final int MAX_BODY = 262_144;
    private static final int MAX_CONTENT_TYPE = 100;
    private static final int MAX_WORDS = 300;

    private static final Engine ENGINE = Engine.builder()
            .addSectionHelpers(
                    new IfSectionHelper.Factory(),
                    new SetSectionHelper.Factory(),
                    new WhenSectionHelper.Factory(),
                    new BoundedLoop.Factory())
            .addValueResolvers(
                    new LabelsResolver(),
                    ValueResolvers.mapperResolver(),
                    ValueResolvers.mapResolver(),
                    ValueResolvers.mapEntryResolver(),
                    ValueResolvers.listResolver(),
                    ValueResolvers.collectionResolver(),
                    ValueResolvers.thisResolver(),
                    ValueResolvers.orResolver(),
                    ValueResolvers.trueResolver(),
                    ValueResolvers.logicalAndResolver(),
                    ValueResolvers.logicalOrResolver(),
                    ValueResolvers.equalsResolver())
            .addResultMapper(new JsonEscaper())
            .strictRendering(true)
            .build();

    private final Template template;
    private final String contentType;
    private final Links links;

    private BodyTemplate(Template template, String contentType, Links links) {
        this.template = template;
        this.contentType = contentType;
        this.links = links;
    }

    /**
     * Reads a template.
     *
     * @throws IllegalArgumentException saying in words for the operator what is wrong with it
     */
    static BodyTemplate compile(FormatChoice.Text text, Links links) {
        if (text.body().isBlank() || text.body().length() > MAX_LENGTH) {
            throw new IllegalArgumentException("must have 1 to " + MAX_LENGTH + " characters");
        }
        if (text.contentType().length() > MAX_CONTENT_TYPE
                || !text.contentType().matches("[a-z]+/[A-Za-z0-9.+-]+(; ?charset=(utf|UTF)-8)?")) {
            throw new IllegalArgumentException(
                    "its contentType must be one such as application/json or text/plain; charset=utf-8");
        }
        Template template;
        try {
            template = ENGINE.parse(text.body(), Variant.forContentType(text.contentType()));
        } catch (TemplateException e) {
            throw new IllegalArgumentException(words(e), e);
        }
        if (template.getExpressions().size() > MAX_EXPRESSIONS) {
            throw new IllegalArgumentException("must have at most " + MAX_EXPRESSIONS + " expressions");
        }
        return new BodyTemplate(template, text.contentType(), links);
    }

    /**
     * Makes bodies of samples.
     *
     * @throws IllegalArgumentException when one cannot be made
     */
    void tryOut() {
        for (Notification sample : Samples.ALL) {
            try {
                write(sample);
            } catch (TemplateException | IllegalStateException | CompletionException e) {
                throw new IllegalArgumentException(words(e), e);
            }
        }
    }

    @Override
    public String render(Notification notification) {
        try {
            return write(notification);
        } catch (RuntimeException e) {
            return StandardEvent.withProblem(notification, "the template of this webhook failed: " + words(e));
        }
    }

    @Override
    public String contentType() {
        return contentType;
    }

    private String write(Notification notification) {
        StringBuilder body = new StringBuilder();
        TemplateInstance instance =
                template.instance().setAttribute(BoundedLoop.ROUNDS, new BoundedLoop.Rounds(MAX_ROUNDS));
        TemplateData.of(notification, links).forEach(instance::data);
        // Nothing in here waits, so the parts have come when this returns; a failure is in the stage.
        instance.consume(part -> append(body, part)).toCompletableFuture().join();
        return body.toString();
    }

    private static void append(StringBuilder body, String part) {
        if (body.length() + part.length() > MAX_BODY) {
            throw new IllegalStateException("it makes more than " + MAX_BODY + " characters");
        }
        body.append(part);
    }

    /** The first cause, as Qute and its stages put it into others. */
    private static String words(RuntimeException e) {
        Throwable cause = e;
        while (cause.getCause() != null && cause.getCause() != cause) {
            cause = cause.getCause();
        }
        String message =
                Objects.requireNonNullElse(cause.getMessage(), cause.toString()).replaceAll("\\s+", " ");
        return message.substring(0, Math.min(message.length(), MAX_WORDS));
    }
}
