package io.telltale.alerting.rulefile;

import io.smallrye.common.annotation.RunOnVirtualThread;
import io.telltale.alerting.intake.RuleCatalog;
import io.telltale.alerting.rule.Rule;
import io.telltale.alerting.store.RuleStore;
import io.telltale.http.Caller;
import io.telltale.http.FieldError;
import io.telltale.http.Problem;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** {@code /api/rules/export} and {@code /api/rules/import}: all rules of the caller's tenant as one file, both ways. */
@Path("/api/rules")
@Tag(name = "rules")
@RunOnVirtualThread
class RuleFileResource {

    private static final String YAML = "application/yaml";

    private final RuleCatalog catalog;
    private final RuleStore store;
    private final Caller caller;

    RuleFileResource(RuleCatalog catalog, RuleStore store, Caller caller) {
        this.catalog = catalog;
        this.store = store;
        this.caller = caller;
    }

    @GET
    @Path("/export")
    @Produces(YAML)
    @RolesAllowed({"viewer", "operator", "admin"})
    @Operation(summary = "All rules as a file, which can be imported again")
    @APIResponse(
            responseCode = "200",
            description = "The file",
            content = @Content(mediaType = YAML, schema = @Schema(type = SchemaType.STRING)))
    @APIResponse(responseCode = "409", description = "Two rules have the same name")
    public String export() {
        List<Rule> rules = store.page(caller.tenant(), 0, Integer.MAX_VALUE).stream()
                .map(RuleStore.Listed::rule)
                .toList();
        try {
            RulePlan.byName(rules);
        } catch (RulePlan.AmbiguousNameException e) {
            throw Problem.conflict(String.valueOf(e.getMessage()));
        }
        return RuleText.file(rules);
    }

    @POST
    @Path("/import")
    @Consumes({YAML, MediaType.APPLICATION_JSON}) // JSON is YAML
    @RolesAllowed({"operator", "admin"})
    @Operation(
            summary = "Makes the rules what a file says, all of it or nothing",
            description =
                    "A rule is known by its name. Open alerts of a rule that changes go on by its new form; those of a"
                            + " rule that is removed, or of series it looks at no longer, are resolved.")
    @RequestBody(content = @Content(mediaType = YAML, schema = @Schema(type = SchemaType.STRING)))
    @APIResponse(responseCode = "200", description = "What was done, or would be")
    @APIResponse(responseCode = "409", description = "Two rules have the same name, or there would be too many")
    public PlanJson take(
            @NotNull String body,
            @Parameter(description = "only tell what would be done") @QueryParam("dryRun") Optional<String> dryRun,
            @Parameter(description = "remove the rules that the file does not have") @QueryParam("prune")
                    Optional<String> prune) {
        boolean only = flag("dryRun", dryRun);
        boolean pruned = flag("prune", prune);
        RuleFile file = read(body);
        String tenant = caller.tenant();
        try {
            RulePlan plan = catalog.changeAll(
                            tenant, stored -> RulePlan.of(tenant, stored, file, pruned), RulePlan::changes, !only)
                    .orElseThrow(() -> Problem.conflict(
                            "this tenant would have more than " + catalog.maxPerTenant() + " rules, which it may not"));
            return PlanJson.of(plan, !only);
        } catch (RulePlan.AmbiguousNameException e) {
            throw Problem.conflict(String.valueOf(e.getMessage()));
        }
    }

    private static RuleFile read(String body) {
        try {
            return RuleFile.parse(body);
        } catch (FaultyFileException e) {
            throw Problem.invalid(e.faults().stream()
                    .map(fault -> new FieldError(fault.field(), fault.message() + " (line " + fault.line() + ")"))
                    .toList());
        }
    }

    private static boolean flag(String name, Optional<String> text) {
        String said = text.orElse("false");
        if (!said.equals("true") && !said.equals("false")) {
            throw Problem.invalid(name, "must be true or false");
        }
        return said.equals("true");
    }
}
