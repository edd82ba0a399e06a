package io.telltale.http;

import java.util.List;
import java.util.Map;
import org.eclipse.microprofile.openapi.OASFactory;
import org.eclipse.microprofile.openapi.OASFilter;
import org.eclipse.microprofile.openapi.models.Components;
import org.eclipse.microprofile.openapi.models.OpenAPI;
import org.eclipse.microprofile.openapi.models.Operation;
import org.eclipse.microprofile.openapi.models.PathItem;
import org.eclipse.microprofile.openapi.models.media.Schema;
import org.eclipse.microprofile.openapi.models.responses.APIResponse;
import org.eclipse.microprofile.openapi.models.security.SecurityScheme;

/** Adds to a service's OpenAPI document what is the same everywhere: the bearer token and the refusals as problem+json. */
public class ApiDescription implements OASFilter {
    private static final String SCHEME = "bearer";
    private static final String PROBLEM = "Problem";

    @Override
    public void filterOpenAPI(OpenAPI document) {
        Components components =
                document.getComponents() == null ? OASFactory.createComponents() : document.getComponents();
        document.setComponents(components);
        components.setSecuritySchemes(Map.of(
                SCHEME,
                OASFactory.createSecurityScheme()
                        .type(SecurityScheme.Type.HTTP)
                        .scheme("bearer")
                        .bearerFormat("JWT")
                        .description("roles viewer (reads), operator (changes), admin (every tenant, with ?tenant=)")));
        components.addSchema(PROBLEM, problemSchema());
        if (document.getPaths() != null && document.getPaths().getPathItems() != null) {
            document.getPaths().getPathItems().forEach(ApiDescription::describe);
        }
    }

    private static void describe(String path, PathItem item) {
        if (path.startsWith("/api/")) {
            item.getOperations().values().forEach(operation -> describe(path, operation));
        }
    }

    private static void describe(String path, Operation operation) {
        if (operation.getSecurity() == null || !operation.getSecurity().isEmpty()) {
            operation.setSecurity(List.of(OASFactory.createSecurityRequirement().addScheme(SCHEME)));
            refusals(operation, ProblemKind.UNAUTHENTICATED, ProblemKind.FORBIDDEN);
        }
        if (path.contains("{")) {
            refusals(operation, ProblemKind.NOT_FOUND);
        }
        if (operation.getParameters() != null) {
            refusals(operation, ProblemKind.INVALID);
        }
        if (operation.getRequestBody() != null) {
            refusals(operation, ProblemKind.INVALID, ProblemKind.TOO_LARGE, ProblemKind.UNSUPPORTED_MEDIA_TYPE);
        }
        refusals(operation, ProblemKind.INTERNAL, ProblemKind.UNAVAILABLE);
    }

    /** Replaces what the framework put there by itself, which has no content. */
    private static void refusals(Operation operation, ProblemKind... kinds) {
        if (operation.getResponses() == null) {
            operation.setResponses(OASFactory.createAPIResponses());
        }
        for (ProblemKind kind : kinds) {
            operation.getResponses().addAPIResponse(Integer.toString(kind.status()), refusal(kind));
        }
    }

    private static APIResponse refusal(ProblemKind kind) {
        return OASFactory.createAPIResponse()
                .description(kind.title())
                .content(OASFactory.createContent()
                        .addMediaType(
                                ProblemDocument.MEDIA_TYPE,
                                OASFactory.createMediaType()
                                        .schema(OASFactory.createSchema().ref(PROBLEM))));
    }

    private static Schema problemSchema() {
        Schema field = object("field", "message");
        Schema problem = object("type", "title", "detail", "instance");
        problem.description("RFC 9457; type is urn:telltale:problem:<kind>");
        problem.addProperty("status", OASFactory.createSchema().addType(Schema.SchemaType.INTEGER));
        problem.addProperty(
                "errors",
                OASFactory.createSchema().addType(Schema.SchemaType.ARRAY).items(field));
        return problem;
    }

    private static Schema object(String... texts) {
        Schema schema = OASFactory.createSchema().addType(Schema.SchemaType.OBJECT);
        for (String text : texts) {
            schema.addProperty(text, OASFactory.createSchema().addType(Schema.SchemaType.STRING));
        }
        return schema;
    }
}
