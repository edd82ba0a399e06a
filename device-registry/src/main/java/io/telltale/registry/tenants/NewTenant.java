package io.telltale.registry.tenants;

import io.telltale.registry.Wire;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** What is asked for in a new tenant. */
public record NewTenant(
        @NotNull @Pattern(regexp = Wire.NAME, message = Wire.NAME_RULE) @Schema(examples = "acme")
        String name,

        @Nullable @Size(max = Wire.TITLE_LENGTH) @Schema(examples = "Acme Pumps")
        String title) {}
