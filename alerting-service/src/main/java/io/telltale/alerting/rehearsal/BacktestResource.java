package io.telltale.alerting.rehearsal;

import io.smallrye.common.annotation.Blocking;
import io.telltale.alerting.AlertingConfig;
import io.telltale.alerting.rule.InvalidRuleException;
import io.telltale.alerting.rule.Rule;
import io.telltale.alerting.rulejson.RuleJson;
import io.telltale.alerting.store.RuleStore;
import io.telltale.http.Caller;
import io.telltale.http.Problem;
import io.telltale.http.ProblemKind;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Semaphore;
import org.eclipse.microprofile.jwt.JsonWebToken;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/**
 * {@code POST /api/rules/backtest}: nothing is changed, so viewers may ask. Takes platform threads, not virtual ones: it
 * computes, and those that judge live should not wait for it.
 */
@Path("/api/rules/backtest")
@Tag(name = "rules")
@RolesAllowed({"viewer", "operator", "admin"})
@Blocking
class BacktestResource {

    private static final int DEFAULT_LIMIT = 1_000;
    private static final Duration LATER = Duration.ofSeconds(5);

    private final Backtest backtest;
    private final RuleStore store;
    private final Caller caller;
    private final JsonWebToken token;
    private final Duration maxRange;
    private final int atOnce;
    private final Semaphore places;
    private final InstantSource clock = InstantSource.system();

    BacktestResource(Backtest backtest, RuleStore store, Caller caller, JsonWebToken token, AlertingConfig config) {
        this.backtest = backtest;
        this.store = store;
        this.caller = caller;
        this.token = token;
        this.maxRange = config.backtest().maxRange();
        this.atOnce = config.backtest().atOnce();
        this.places = new Semaphore(atOnce);
    }

    @POST
    @Operation(
            summary =
                    "Tells which alerts a rule would have raised over stored history, and how another version differs",
            description =
                    "Judged by the same code as live, whether the rule is enabled or not, and nobody is told. Devices"
                            + " have the labels and profiles that they have now; a reading that came late counts as if it had come"
                            + " in time. Not for rules of kind no-data and presence.")
    @APIResponse(responseCode = "200", description = "What it would have raised")
    @APIResponse(responseCode = "503", description = "Too many at once, too much to read, or anomaly-service is away")
    public BacktestJson.Found backtest(@NotNull BacktestJson.Asked body) {
        int limit = limit(body.limit());
        Backtest.Question question = question(body);
        if (!places.tryAcquire()) {
            throw Problem.unavailable("there are " + atOnce + " backtests at work already: try again")
                    .retryAfter(LATER);
        }
        long begin = System.nanoTime();
        try {
            Backtest.Answer answer = backtest.run(question);
            return BacktestJson.Found.of(question, answer, (System.nanoTime() - begin) / 1_000_000, limit);
        } catch (InvalidRuleException e) {
            throw refused("rule", e);
        } catch (HistoryException e) {
            throw Problem.of(
                    switch (e.why()) {
                        case AWAY, TOO_MUCH -> ProblemKind.UNAVAILABLE;
                        case WRONG_ANSWER -> ProblemKind.BAD_GATEWAY;
                    },
                    String.valueOf(e.getMessage()));
        } finally {
            places.release();
        }
    }

    private Backtest.Question question(BacktestJson.Asked body) {
        Instant to = Objects.requireNonNullElseGet(body.to(), clock::instant).truncatedTo(ChronoUnit.MICROS);
        if (body.from() == null) {
            throw Problem.invalid("from", "is missing");
        }
        Instant from = body.from().truncatedTo(ChronoUnit.MICROS);
        if (!from.isBefore(to)) {
            throw Problem.invalid("from", "must be before to");
        }
        if (Duration.between(from, to).compareTo(maxRange) > 0) {
            throw Problem.invalid("from", "must be at most " + maxRange + " before to");
        }
        if (body.rule() == null) {
            throw Problem.invalid("rule", "is missing");
        }
        Optional<Rule> against = Optional.ofNullable(body.against()).map(other -> rule("against", other));
        return new Backtest.Question(
                caller.tenant(), token.getRawToken(), rule("rule", body.rule()), against, from, to);
    }

    /** A rule that says nothing but its id is the stored one. */
    private Rule rule(String field, RuleJson body) {
        UUID id = body.id();
        if (id != null && body.name() == null && body.kind() == null && body.condition() == null) {
            return store.find(caller.tenant(), id)
                    .orElseThrow(() -> Problem.invalid(field + ".id", "there is no rule " + id));
        }
        try {
            return body.toRule(id == null ? UUID.randomUUID() : id, caller.tenant(), 1);
        } catch (InvalidRuleException e) {
            throw refused(field, e);
        }
    }

    private static Problem refused(String field, InvalidRuleException e) {
        return Problem.invalid(field + '.' + e.field(), String.valueOf(e.getMessage()));
    }

    private static int limit(@Nullable Integer limit) {
        if (limit == null) {
            return DEFAULT_LIMIT;
        }
        if (limit < 0 || limit > Backtest.MOST_KEPT) {
            throw Problem.invalid("limit", "must be from 0 to " + Backtest.MOST_KEPT);
        }
        return limit;
    }
}
