package io.telltale.testkit;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;

/**
 * What every HTTP API of ours keeps. A service's suite is a class of its own:
 *
 * <pre>{@code
 * @QuarkusTest
 * @WithTestResource(TokensResource.class)
 * class RegistryApiContractIT extends ApiContract {}
 * }</pre>
 *
 * <p>It asks the service for its OpenAPI document and calls every operation found there: without a token, with a worthless one, with one that
 * may only read, with a broken body, with one too large, with hostile bodies and addresses, with a senseless page size. Each test lists all
 * operations that answer otherwise. Nothing it sends is accepted, so the service's data stay as they are.
 */
public abstract class ApiContract {
    private static final String JSON = "application/json";
    private static final String BROKEN = "{\"broken\": ";
    private static final List<String> GARBAGE = List.of(
            "%FF%C0%80",
            "9".repeat(400),
            "-1e999",
            "%F0%9F%92%A9",
            "%2B999999999-12-31T23:59:59Z",
            "-999999999-01-01T00:00:00Z",
            "PT9999999999999999S",
            "'--",
            "..%2F..",
            "x".repeat(3_000));

    /** Operations that need no token, as {@code "POST /api/login"}. */
    protected Set<String> open() {
        return Set.of();
    }

    /** Operations that are no GET and yet a viewer may call, as {@code "POST /api/rules/backtest"}. */
    protected Set<String> changesAllowedToViewers() {
        return Set.of();
    }

    /** The largest body the service takes, in bytes. */
    protected int largestBody() {
        return 1024 * 1024;
    }

    /**
     * Bodies that the service takes, as {@code "POST /api/rules"} and JSON, where the examples of the OpenAPI document do not make one. What is
     * hostile about a body is found only where nothing else is wrong with it.
     */
    protected Map<String, String> goodBodies() {
        return Map.of();
    }

    @Test
    void documentsTheRefusalsOfEveryOperation() {
        assertThat(closed(any -> true)).isNotEmpty().allSatisfy(operation -> assertThat(operation.statuses())
                .as("documented answers of %s", operation)
                .contains("401", "403", "500"));
    }

    @Test
    void refusesEveryOperationWithoutAToken() {
        refuses(closed(any -> true), ApiAttempt.anonymous(), 401);
    }

    @Test
    void refusesEveryOperationWithAWorthlessToken() {
        refuses(closed(any -> true), ApiAttempt.as("garbage"), 401);
        refuses(closed(any -> true), ApiAttempt.as(TestTokens.expired("default")), 401);
        refuses(closed(any -> true), ApiAttempt.as(TestTokens.forged("default")), 401);
    }

    @Test
    void letsAViewerChangeNothing() {
        Set<String> allowed = changesAllowedToViewers();
        refuses(
                closed(operation -> operation.changes() && !allowed.contains(operation.toString())),
                ApiAttempt.as(TestTokens.viewer("default")).sending(JSON, "{}"),
                403);
    }

    @Test
    void refusesAWorthlessTokenBeforeItReadsTheBody() {
        refuses(closed(ApiOperation::takesJson), ApiAttempt.as("garbage").sending(JSON, BROKEN), 401);
    }

    @Test
    void saysThatABodyIsNotJson() {
        refuses(closed(ApiOperation::takesJson), admin().sending(JSON, BROKEN), 400);
    }

    @Test
    void saysThatABodyIsMissing() {
        refuses(closed(ApiOperation::takesJson), admin().sending(JSON, ""), 400);
    }

    @Test
    void refusesABodyOfAnotherType() {
        refuses(closed(ApiOperation::takesJson), admin().sending("text/plain", "hello"), 415);
    }

    @Test
    void refusesABodyThatIsTooLarge() {
        String large = "{\"name\": \"" + "x".repeat(largestBody()) + "\"}";
        refuses(closed(ApiOperation::takesJson), admin().sending(JSON, large), 413);
    }

    @Test
    void refusesHostileBodiesAndStaysWell() {
        List<String> violations = new ArrayList<>();
        for (ApiOperation operation : closed(ApiOperation::takesJson)) {
            List<HostileBodies.Body> bodies = new ArrayList<>(HostileBodies.forEveryOperation());
            String good = goodBodies().get(operation.toString());
            bodies.addAll(
                    HostileBodies.insteadOf(good == null ? operation.body().orElseThrow() : SampleBody.parse(good)));
            for (HostileBodies.Body body : bodies) {
                admin().sending(JSON, body.content())
                        .hostilities(operation)
                        .forEach(wrong -> violations.add(operation + " with " + body.what() + ": " + wrong));
            }
        }
        assertThat(violations).as("hostile bodies that were not refused").isEmpty();
        tellsItsHealthAndMetricsToEverybody();
    }

    @Test
    void refusesZeroBytesInAddresses() {
        List<String> violations = new ArrayList<>();
        for (String hostile : List.of("%00", "a%00b")) {
            for (ApiOperation operation : closed(any -> true)) {
                if (operation.path().contains("{")) {
                    admin().hostilities(operation.at(hostile))
                            .forEach(wrong -> violations.add(operation + " at " + hostile + ": " + wrong));
                }
                for (String parameter : operation.queryParameters()) {
                    admin().askingRaw(parameter + '=' + hostile)
                            .hostilities(operation)
                            .forEach(wrong ->
                                    violations.add(operation + "?" + parameter + '=' + hostile + ": " + wrong));
                }
            }
        }
        assertThat(violations).as("hostile addresses that were not refused").isEmpty();
    }

    @Test
    void failsAtNoGarbageInParameters() {
        List<String> violations = new ArrayList<>();
        for (String garbage : GARBAGE) {
            for (ApiOperation operation : closed(each -> !each.changes())) {
                List<String> queries = new ArrayList<>();
                operation.queryParameters().forEach(name -> queries.add(name + '=' + garbage));
                for (String query : queries) {
                    admin().askingRaw(query)
                            .failures(operation)
                            .forEach(wrong -> violations.add(operation + "?" + excerpt(query) + ": " + wrong));
                }
                admin().failures(operation.at(garbage))
                        .forEach(wrong -> violations.add(operation + " at " + excerpt(garbage) + ": " + wrong));
            }
        }
        assertThat(violations).as("garbage that broke something").isEmpty();
    }

    @Test
    void refusesSenselessPageSizes() {
        List<ApiOperation> paged =
                closed(operation -> operation.queryParameters().contains("limit"));
        for (String limit : List.of("0", "-1", "1001", "many")) {
            refuses(paged, admin().askingRaw("limit=" + limit), 400, "limit");
        }
    }

    @Test
    void saysThatAPathDoesNotExist() {
        String path = "/api/there-is-no-such-thing";
        refuses(List.of(new ApiOperation("GET", path, path, Set.of(), Set.of(), Optional.empty())), admin(), 404);
    }

    @Test
    void saysThatAPathHasNoSuchMethod() {
        List<ApiOperation> known = closed(any -> true);
        List<ApiOperation> unknown = known.stream()
                .map(operation -> operation.by("PATCH"))
                .distinct()
                .toList();
        refuses(
                unknown.stream()
                        .filter(operation -> known.stream()
                                .noneMatch(other -> other.toString().equals(operation.toString())))
                        .toList(),
                admin(),
                405);
    }

    @Test
    void tellsItsHealthAndMetricsToEverybody() {
        assertThat(given().get("/q/health/live").statusCode()).isEqualTo(200);
        assertThat(given().get("/q/metrics").statusCode()).isEqualTo(200);
    }

    private List<ApiOperation> closed(Predicate<ApiOperation> which) {
        Set<String> open = open();
        return ApiOperation.ofRunningService().stream()
                .filter(operation -> !open.contains(operation.toString()))
                .filter(which)
                .toList();
    }

    private static String excerpt(String text) {
        return text.length() <= 40 ? text : text.substring(0, 40) + '…';
    }

    private static ApiAttempt admin() {
        return ApiAttempt.as(TestTokens.admin("default"));
    }

    private static void refuses(List<ApiOperation> operations, ApiAttempt attempt, int status) {
        refuses(operations, attempt, status, "");
    }

    private static void refuses(List<ApiOperation> operations, ApiAttempt attempt, int status, String field) {
        List<String> violations = new ArrayList<>();
        for (ApiOperation operation : operations) {
            attempt.violations(operation, status, field)
                    .forEach(violation -> violations.add(operation + ": " + violation));
        }
        assertThat(violations).as("answers that are not problem %d", status).isEmpty();
    }
}
