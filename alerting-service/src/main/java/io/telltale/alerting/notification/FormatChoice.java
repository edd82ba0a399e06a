package io.telltale.alerting.notification;

import java.util.Optional;

/**
 * The form that an endpoint asked for, as it is stored.
 *
 * @param template of kind {@link FormatKind#TEMPLATE}, and only of that
 */
public record FormatChoice(FormatKind kind, Optional<Text> template) {

    /** What is asked for when nothing is said. */
    public static final FormatChoice STANDARD = new FormatChoice(FormatKind.STANDARD, Optional.empty());

    /**
     * A template of the body.
     *
     * @param body in the language of Qute, see {@link BodyTemplate}
     * @param contentType of what it makes; values are escaped for JSON when it begins with {@code application/json}
     */
    public record Text(String body, String contentType) {}

    public FormatChoice {
        if ((kind == FormatKind.TEMPLATE) != template.isPresent()) {
            throw new IllegalArgumentException("a template belongs to the format 'template', and to no other");
        }
    }
}
