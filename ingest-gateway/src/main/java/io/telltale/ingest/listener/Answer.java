package io.telltale.ingest.listener;

import io.netty.handler.codec.mqtt.MqttReasonCodes.PubAck;
import io.telltale.ingest.Outcome;
import io.telltale.ingest.admission.Reason;
import io.telltale.ingest.admission.Refusal;
import io.telltale.ingest.relay.NoRoom;
import java.util.List;
import java.util.stream.Collectors;

/**
 * How an outcome is told to the one who published, in terms of MQTT 5.
 *
 * <p>A message of which some values were refused is answered with success and an explanation: its good values are stored,
 * and a failure code would make the sender believe that they are not.
 *
 * @param code the reason code of PUBACK or PUBREC
 * @param explanation what was wrong; empty when nothing was
 */
record Answer(PubAck code, String explanation) {

    private static final Answer SUCCESS = new Answer(PubAck.SUCCESS, "");

    static Answer to(Outcome outcome) {
        return switch (outcome) {
            case Outcome.Relayed all -> SUCCESS;
            case Outcome.PartlyRelayed(List<Refusal> refusals) -> new Answer(PubAck.SUCCESS, told(refusals));
            case Outcome.Refused(List<Refusal> refusals) ->
                new Answer(code(refusals.getFirst().reason()), told(refusals));
            case Outcome.Returned(NoRoom reason) -> new Answer(PubAck.QUOTA_EXCEEDED, reason.explanation());
        };
    }

    /** Whether nothing of the message was taken. */
    boolean refused() {
        return code != PubAck.SUCCESS;
    }

    private static String told(List<Refusal> refusals) {
        return refusals.stream()
                .map(refusal -> refusal.reason().label() + ": " + refusal.detail())
                .collect(Collectors.joining("; "));
    }

    private static PubAck code(Reason reason) {
        return switch (reason) {
            case NOT_YOUR_TOPIC, UNKNOWN_DEVICE, DEVICE_DISABLED -> PubAck.NOT_AUTHORIZED;
            case BAD_TOPIC -> PubAck.TOPIC_NAME_INVALID;
            case TOO_LARGE, TOO_MANY_VALUES, TOO_MANY_METRICS, TOO_MANY_SERIES -> PubAck.QUOTA_EXCEEDED;
            case EMPTY,
                    INVALID_UTF8,
                    MALFORMED_JSON,
                    MALFORMED_CBOR,
                    INVALID_NAME,
                    UNSUPPORTED_VALUE,
                    NOT_FINITE,
                    BAD_TIMESTAMP -> PubAck.PAYLOAD_FORMAT_INVALID;
        };
    }
}
