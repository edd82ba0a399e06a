package io.telltale.alerting.api;

import io.telltale.alerting.delivery.AddressGuard;
import io.telltale.alerting.delivery.CustomHeaders;
import io.telltale.alerting.delivery.EndpointUrl;
import io.telltale.alerting.delivery.WebhookSecret;
import io.telltale.alerting.notification.EndpointFormats;
import io.telltale.alerting.notification.FormatChoice;
import io.telltale.alerting.notification.FormatKind;
import io.telltale.alerting.store.EndpointSettings;
import io.telltale.http.Problem;
import java.net.URI;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Reads what operators write of endpoints and checks it: a form is tried out, a host is looked up (blocks).
 *
 * @param guard which addresses webhooks may reach
 */
record WebhookDraft(AddressGuard guard, EndpointFormats formats) {

    private static final int MAX_NAME = 100;
    private static final int MAX_DESCRIPTION = 500;
    private static final int MAX_PER_MINUTE = 60_000;
    private static final String PUSH_PATH = "/api/v2/alerts";

    /** Settings of an endpoint that is new. */
    EndpointSettings create(WebhookSettingsJson json, UUID id) {
        return replace(json, "webhook-" + id.toString().substring(0, 8), Map.of());
    }

    /** All settings anew; what is left out takes its default, but for headers, which nobody could read to write them again. */
    EndpointSettings replace(WebhookSettingsJson json, String defaultName, Map<String, String> defaultHeaders) {
        FormatChoice format = format(json.format(), json.template(), FormatChoice.STANDARD);
        return new EndpointSettings(
                name(Objects.requireNonNullElse(json.name(), defaultName)),
                url(required(json.url()), format),
                description(Objects.requireNonNullElse(json.description(), "")),
                format,
                headers(Objects.requireNonNullElse(json.headers(), defaultHeaders)),
                perMinute(Objects.requireNonNullElse(json.ratePerMinute(), 0)),
                Objects.requireNonNullElse(json.enabled(), true));
    }

    /** The present settings, but for what is said. */
    EndpointSettings patch(WebhookSettingsJson json, EndpointSettings present) {
        FormatChoice format = format(json.format(), json.template(), present.format());
        String url = json.url();
        boolean lookAgain = url != null || format.kind() != present.format().kind();
        return new EndpointSettings(
                json.name() == null ? present.name() : name(json.name()),
                lookAgain ? url(url == null ? present.url().toString() : url, format) : present.url(),
                json.description() == null ? present.description() : description(json.description()),
                format,
                json.headers() == null ? present.headers() : headers(json.headers()),
                json.ratePerMinute() == null ? present.perMinute() : perMinute(json.ratePerMinute()),
                Objects.requireNonNullElse(json.enabled(), present.enabled()));
    }

    /** A signing secret: the one that is brought, else a fresh one. */
    static String secret(@Nullable String brought, @Nullable String signature, WebhookSecret.Scheme otherwise) {
        WebhookSecret.Scheme scheme = signature == null ? otherwise : scheme(signature);
        if (brought == null) {
            return WebhookSecret.generate(scheme);
        }
        if (!WebhookSecret.valid(brought)) {
            throw Problem.invalid(
                    "secret",
                    "must be whsec_ followed by base64 of 24 to 64 bytes, or whsk_ followed by that of 32 or 64");
        }
        if (signature != null && WebhookSecret.scheme(brought) != scheme) {
            throw Problem.invalid("signature", "must be the one that the secret is for: whsec_ v1, whsk_ v1a");
        }
        return brought;
    }

    private static WebhookSecret.Scheme scheme(String word) {
        return switch (word) {
            case "v1" -> WebhookSecret.Scheme.V1;
            case "v1a" -> WebhookSecret.Scheme.V1A;
            default -> throw Problem.invalid("signature", "must be v1 or v1a");
        };
    }

    private static String required(@Nullable String url) {
        if (url == null) {
            throw Problem.invalid("url", "is missing");
        }
        return url;
    }

    private static String name(String name) {
        if (!name.matches("[\\p{L}\\p{N}][\\p{L}\\p{N} ._:/@-]{0," + (MAX_NAME - 1) + "}")) {
            throw Problem.invalid(
                    "name",
                    "must have 1 to " + MAX_NAME
                            + " letters, digits, blanks and . _ : / @ -, and begin with a letter or digit");
        }
        if (name.matches("[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}")) {
            throw Problem.invalid("name", "must not look like an id");
        }
        return name;
    }

    private static Optional<String> description(String text) {
        if (text.length() > MAX_DESCRIPTION) {
            throw Problem.invalid("description", "must have at most " + MAX_DESCRIPTION + " characters");
        }
        return Optional.of(text).filter(said -> !said.isEmpty());
    }

    private URI url(String text, FormatChoice format) {
        boolean push = format.kind() == FormatKind.ALERTMANAGER
                && !text.replaceFirst("[?#].*", "").endsWith(PUSH_PATH);
        try {
            return EndpointUrl.parse(push ? text.replaceFirst("/+$", "") + PUSH_PATH : text, guard);
        } catch (IllegalArgumentException e) {
            throw Problem.invalid("url", String.valueOf(e.getMessage()));
        }
    }

    private FormatChoice format(
            @Nullable String word, WebhookJson.@Nullable TemplateJson template, FormatChoice present) {
        FormatKind kind = word == null
                ? (template == null ? present.kind() : FormatKind.TEMPLATE)
                : FormatKind.of(word)
                        .orElseThrow(() ->
                                Problem.invalid("format", "must be one of " + String.join(", ", FormatKind.words())));
        if (kind != FormatKind.TEMPLATE) {
            if (template != null) {
                throw Problem.invalid("template", "is only for the format template");
            }
            return new FormatChoice(kind, Optional.empty());
        }
        FormatChoice choice = new FormatChoice(kind, Optional.of(text(template, present)));
        try {
            formats.check(choice);
        } catch (IllegalArgumentException e) {
            throw Problem.invalid("template", String.valueOf(e.getMessage()));
        }
        return choice;
    }

    private static FormatChoice.Text text(WebhookJson.@Nullable TemplateJson template, FormatChoice present) {
        if (template == null) {
            return present.template().orElseThrow(() -> Problem.invalid("template", "is missing"));
        }
        if (template.body() == null) {
            throw Problem.invalid("template.body", "is missing");
        }
        return new FormatChoice.Text(
                template.body(), Objects.requireNonNullElse(template.contentType(), "application/json"));
    }

    private static Map<String, String> headers(Map<String, String> headers) {
        if (headers.values().stream().anyMatch(Objects::isNull)) {
            throw Problem.invalid("headers", "must have a text as each value");
        }
        try {
            CustomHeaders.check(headers);
        } catch (IllegalArgumentException e) {
            throw Problem.invalid("headers", String.valueOf(e.getMessage()));
        }
        return headers;
    }

    private static OptionalInt perMinute(int rate) {
        if (rate < 0 || rate > MAX_PER_MINUTE) {
            throw Problem.invalid("ratePerMinute", "must be 0 (no limit) to " + MAX_PER_MINUTE);
        }
        return rate == 0 ? OptionalInt.empty() : OptionalInt.of(rate);
    }
}
