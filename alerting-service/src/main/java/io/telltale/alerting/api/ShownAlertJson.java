package io.telltale.alerting.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import io.telltale.alerting.alert.Acknowledgement;
import io.telltale.alerting.alert.AlertJson;
import io.telltale.alerting.alert.ShownAlert;
import io.telltale.alerting.store.Happened;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * An alert as the API shows it.
 *
 * @param history what happened to it, oldest first, when one alert is asked for: the latest of it
 */
@Schema(name = "Alert")
record ShownAlertJson(
        @JsonUnwrapped AlertJson alert,

        @JsonInclude(JsonInclude.Include.NON_ABSENT) @Schema(description = "who is at it, while that stands")
        Optional<AcknowledgementJson> acknowledgement,

        @JsonInclude(JsonInclude.Include.NON_EMPTY) @Schema(description = "ids of the silences that keep it quiet")
        List<String> silencedBy,

        @JsonInclude(JsonInclude.Include.NON_EMPTY) @Schema(description = "ids of the alerts that explain it")
        List<String> inhibitedBy,

        @JsonInclude(JsonInclude.Include.NON_DEFAULT)
        @Schema(description = "it comes and goes too often to be told each time")
        boolean flapping,

        @JsonInclude(JsonInclude.Include.NON_ABSENT)
        @Schema(description = "what happened to it, oldest first: the latest 100; only when one alert is asked for")
        Optional<List<HappenedJson>> history) {

    static ShownAlertJson of(ShownAlert shown) {
        return of(shown, Optional.empty());
    }

    /** With its history, given the latest first. */
    static ShownAlertJson of(ShownAlert shown, List<Happened> latestFirst) {
        return of(
                shown,
                Optional.of(
                        latestFirst.reversed().stream().map(HappenedJson::of).toList()));
    }

    private static ShownAlertJson of(ShownAlert shown, Optional<List<HappenedJson>> history) {
        return new ShownAlertJson(
                AlertJson.of(shown.alert()),
                shown.acknowledgement().map(AcknowledgementJson::of),
                shown.silencedBy(),
                shown.inhibitedBy(),
                shown.flapping(),
                history);
    }

    /** Who is at an alert. */
    @JsonInclude(JsonInclude.Include.NON_ABSENT)
    @Schema(name = "Acknowledgement")
    record AcknowledgementJson(
            String by,
            Instant at,

            @Schema(description = "when it ends by itself; left out when it lasts until the alert is resolved")
            Optional<Instant> until,

            Optional<String> comment) {

        private static AcknowledgementJson of(Acknowledgement said) {
            return new AcknowledgementJson(said.by(), said.at(), said.until(), said.comment());
        }
    }

    /** One thing that happened to an alert. */
    @JsonInclude(JsonInclude.Include.NON_ABSENT)
    @Schema(name = "AlertHappened")
    record HappenedJson(
            Instant at,

            @Schema(
                    description =
                            "pending, firing, escalated, eased, acknowledged, unacknowledged, silenced, inhibited,"
                                    + " flapping, notified or resolved; more may come")
            String what,

            Optional<String> severity,
            OptionalDouble value,
            Optional<String> summary,
            @Schema(description = "who or what did it") Optional<String> by,
            Optional<String> note) {

        static HappenedJson of(Happened happened) {
            return new HappenedJson(
                    happened.at(),
                    happened.what(),
                    happened.severity(),
                    happened.value(),
                    happened.summary(),
                    happened.by(),
                    happened.note());
        }
    }
}
