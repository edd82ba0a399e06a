package io.telltale.alerting.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import io.telltale.alerting.mute.Silence;
import io.telltale.alerting.routing.InvalidRoutingException;
import io.telltale.alerting.routing.Matcher;
import io.telltale.alerting.routing.Routing;
import io.telltale.alerting.routing.TimeInterval;
import io.telltale.alerting.store.SilenceStore;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** A silence on the API, both ways, as in Alertmanager's API v2; {@code schedule} is ours. */
@JsonInclude(JsonInclude.Include.NON_NULL)
@JsonPropertyOrder({"id", "matchers", "startsAt", "endsAt", "schedule", "createdBy", "comment", "status"})
@Schema(name = "Silence")
record SilenceJson(
        @Schema(readOnly = true) @Nullable UUID id,
        @Schema(required = true) @Nullable List<MatcherJson> matchers,

        @Schema(description = "now, when left out") @Nullable
        Instant startsAt,

        @Schema(required = true) @Nullable Instant endsAt,

        @Schema(description = "in force only at these times: a maintenance window") @Nullable
        List<TimeInterval.Document> schedule,

        @Schema(description = "who asks, when left out") @Nullable
        String createdBy,

        @Schema(required = true) @Nullable String comment,

        @Schema(
                readOnly = true,
                enumeration = {"pending", "active", "expired"})
        @Nullable
        String status) {

    /** One condition on a label. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    @Schema(name = "SilenceMatcher")
    record MatcherJson(
            @Schema(required = true) @Nullable String name,
            @Schema(required = true) @Nullable String value,
            @Schema(defaultValue = "false") @Nullable Boolean isRegex,
            @Schema(defaultValue = "true") @Nullable Boolean isEqual) {

        static MatcherJson of(Matcher matcher) {
            boolean regex = matcher.op() == Matcher.Op.MATCHES || matcher.op() == Matcher.Op.MATCHES_NOT;
            boolean equal = matcher.op() == Matcher.Op.EQUAL || matcher.op() == Matcher.Op.MATCHES;
            return new MatcherJson(matcher.name(), matcher.value(), regex, equal);
        }
    }

    static SilenceJson of(SilenceStore.Listed listed, Instant now) {
        Silence silence = listed.silence();
        return new SilenceJson(
                silence.id(),
                silence.matchers().stream().map(MatcherJson::of).toList(),
                silence.startsAt(),
                silence.endsAt(),
                listed.schedule().isEmpty() ? null : listed.schedule(),
                silence.createdBy(),
                silence.comment(),
                silence.status(now).wire());
    }

    /**
     * The silence it describes.
     *
     * @throws InvalidRoutingException naming the first field that makes no sense
     */
    Silence toSilence(UUID silenceId, String tenant, String caller, Instant now) {
        Instant begin = startsAt == null || startsAt.isBefore(now) ? now : startsAt;
        if (endsAt == null || !endsAt.isAfter(begin)) {
            throw new InvalidRoutingException("endsAt", "must be after now and after startsAt");
        }
        return new Silence(
                silenceId,
                tenant,
                matchers(matchers),
                begin,
                endsAt,
                Routing.intervals("schedule", schedule),
                createdBy == null ? caller : createdBy,
                comment == null ? "" : comment);
    }

    static List<Matcher> matchers(@Nullable List<MatcherJson> written) {
        List<Matcher> read = new ArrayList<>();
        List<MatcherJson> all = written == null ? List.of() : written;
        for (int i = 0; i < all.size(); i++) {
            MatcherJson m = all.get(i);
            String field = "matchers[" + i + ']';
            if (m.name == null || m.value == null) {
                throw new InvalidRoutingException(field, "must have a name and a value");
            }
            Matcher.Op op = Matcher.Op.of(
                    Objects.requireNonNullElse(m.isRegex, false), Objects.requireNonNullElse(m.isEqual, true));
            read.add(new Matcher(field, m.name, op, m.value));
        }
        return read;
    }
}
