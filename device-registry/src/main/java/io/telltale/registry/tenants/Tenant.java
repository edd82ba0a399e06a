package io.telltale.registry.tenants;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** A tenant as the API shows it. */
@JsonInclude(JsonInclude.Include.NON_NULL)
@Schema(description = "Whoever owns devices; one tenant never sees another's.")
public record Tenant(
        @Schema(examples = "acme") String name,
        @Nullable @Schema(examples = "Acme Pumps") String title,
        Instant createdAt) {}
