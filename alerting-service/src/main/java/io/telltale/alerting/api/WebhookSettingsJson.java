package io.telltale.alerting.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.Map;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** What is said of an endpoint when it is written; {@link WebhookDraft} reads it. */
@JsonInclude(JsonInclude.Include.NON_NULL)
@Schema(name = "WebhookSettings")
record WebhookSettingsJson(
        @Schema(description = "unique in the tenant; receivers call it by it. Made when left out") @Nullable
        String name,

        @Schema(required = true, description = "http or https; of an Alertmanager its address") @Nullable
        String url,

        @Nullable String description,

        @Schema(
                enumeration = {
                    "standard",
                    "alertmanager-webhook",
                    "alertmanager",
                    "cloudevents",
                    "slack",
                    "teams",
                    "discord",
                    "template"
                },
                defaultValue = "standard")
        @Nullable
        String format,

        @Schema(description = "of format template") WebhookJson.@Nullable TemplateJson template,

        @Schema(description = "sent with every webhook and never shown again; left out by a PUT they stay") @Nullable
        Map<String, String> headers,

        @Schema(
                description = "most webhooks in a minute, of all replicas; 0 for no limit",
                minimum = "0",
                maximum = "60000")
        @Nullable
        Integer ratePerMinute,

        @Schema(defaultValue = "true") @Nullable Boolean enabled) {

    @Override
    public String toString() {
        return "WebhookSettingsJson[name=" + name + ", headers=<secret>]";
    }

    /** A new endpoint. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    @Schema(name = "NewWebhook")
    record New(
            @Schema(description = "unique in the tenant; receivers call it by it. Made when left out") @Nullable
            String name,

            @Schema(required = true, description = "http or https; of an Alertmanager its address") @Nullable
            String url,

            @Nullable String description,

            @Schema(
                    enumeration = {
                        "standard",
                        "alertmanager-webhook",
                        "alertmanager",
                        "cloudevents",
                        "slack",
                        "teams",
                        "discord",
                        "template"
                    },
                    defaultValue = "standard")
            @Nullable
            String format,

            @Schema(description = "of format template") WebhookJson.@Nullable TemplateJson template,

            @Schema(description = "sent with every webhook and never shown again") @Nullable
            Map<String, String> headers,

            @Schema(
                    description = "most webhooks in a minute, of all replicas; 0 for no limit",
                    minimum = "0",
                    maximum = "60000")
            @Nullable
            Integer ratePerMinute,

            @Schema(defaultValue = "true") @Nullable Boolean enabled,

            @Schema(
                    enumeration = {"v1", "v1a"},
                    defaultValue = "v1",
                    description = "HMAC-SHA256 or Ed25519")
            @Nullable
            String signature,

            @Schema(
                    description =
                            "whsec_ and base64 of 24 to 64 bytes, or whsk_ and a key of Ed25519; made when left out")
            @Nullable
            String secret) {

        WebhookSettingsJson settings() {
            return new WebhookSettingsJson(name, url, description, format, template, headers, ratePerMinute, enabled);
        }

        @Override
        public String toString() {
            return "New[name=" + name + ", headers=<secret>, secret=<secret>]";
        }
    }
}
