package io.telltale.alerting.api;

import io.smallrye.common.annotation.RunOnVirtualThread;
import io.telltale.alerting.intake.RuleCatalog;
import io.telltale.alerting.rule.InvalidRuleException;
import io.telltale.alerting.rule.Rule;
import io.telltale.alerting.rulejson.RuleJson;
import io.telltale.alerting.store.RuleStore;
import io.telltale.http.Caller;
import io.telltale.http.Page;
import io.telltale.http.PageQuery;
import io.telltale.http.Problem;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import java.net.URI;
import java.util.UUID;
import java.util.function.Supplier;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.ResponseStatus;
import org.jboss.resteasy.reactive.RestResponse;

/** {@code /api/rules}: what the caller's tenant wants to be told about. A change is in force when it is answered. */
@Path("/api/rules")
@Tag(name = "rules")
@RolesAllowed({"operator", "admin"})
@RunOnVirtualThread
class RulesResource {

    private final RuleCatalog catalog;
    private final RuleStore store;
    private final Caller caller;

    RulesResource(RuleCatalog catalog, RuleStore store, Caller caller) {
        this.catalog = catalog;
        this.store = store;
        this.caller = caller;
    }

    @POST
    @Operation(summary = "Creates a rule")
    @APIResponse(responseCode = "201", description = "The rule, in force")
    @APIResponse(responseCode = "409", description = "The tenant has as many rules as it may")
    public RestResponse<RuleJson> create(@NotNull RuleJson body) {
        if (body.id() != null) {
            throw Problem.invalid("id", "must be left out: it is made here");
        }
        Rule rule = valid(() -> body.toRule(UUID.randomUUID(), caller.tenant(), 1));
        Rule created = catalog.add(rule)
                .orElseThrow(() -> Problem.conflict("this tenant has " + catalog.maxPerTenant()
                        + " rules, more it may not have: remove some first"));
        return RestResponse.ResponseBuilder.<RuleJson>created(URI.create("/api/rules/" + created.id()))
                .entity(RuleJson.of(created))
                .build();
    }

    @GET
    @RolesAllowed({"viewer", "operator", "admin"})
    @Operation(summary = "Lists rules, oldest first")
    public Page<RuleJson> list(@BeanParam PageQuery page) {
        int limit = page.limit();
        return Page.of(
                        store.page(caller.tenant(), Cursor.oldestFirst(page), limit + 1),
                        limit,
                        listed -> Long.toString(listed.seq()))
                .map(listed -> RuleJson.of(listed.rule()));
    }

    @GET
    @Path("/{id}")
    @RolesAllowed({"viewer", "operator", "admin"})
    @Operation(summary = "One rule")
    public RuleJson find(@PathParam("id") UUID id) {
        return RuleJson.of(store.find(caller.tenant(), id).orElseThrow(() -> unknown(id)));
    }

    @PUT
    @Path("/{id}")
    @Operation(
            summary = "Replaces a rule",
            description = "Its open alerts go on by the new form; those of series it looks at no longer are resolved.")
    @APIResponse(responseCode = "200", description = "The rule as it is now, in force")
    public RuleJson replace(@PathParam("id") UUID id, @NotNull RuleJson body) {
        if (body.id() != null && !body.id().equals(id)) {
            throw Problem.invalid("id", "must be left out, or be the one in the path");
        }
        String tenant = caller.tenant();
        return catalog.replace(tenant, id, rule -> valid(() -> body.toRule(id, tenant, rule.revision() + 1)))
                .map(RuleJson::of)
                .orElseThrow(() -> unknown(id));
    }

    @DELETE
    @Path("/{id}")
    @ResponseStatus(204)
    @Operation(summary = "Removes a rule; its open alerts are resolved")
    @APIResponse(responseCode = "204", description = "It is gone")
    public void remove(@PathParam("id") UUID id) {
        if (!catalog.remove(caller.tenant(), id)) {
            throw unknown(id);
        }
    }

    private static Rule valid(Supplier<Rule> rule) {
        try {
            return rule.get();
        } catch (InvalidRuleException e) {
            throw Problem.invalid(e.field(), String.valueOf(e.getMessage()));
        }
    }

    private static Problem unknown(UUID id) {
        return Problem.notFound("there is no rule " + id);
    }
}
