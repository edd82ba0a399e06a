package io.telltale.ingest.listener;

import io.netty.handler.codec.mqtt.MqttReasonCodes.Disconnect;

/** Why a connection ended: a metric tag, and what a client of version 5 is told. A closed list. */
enum Farewell {
    /** The client said goodbye. */
    DISCONNECTED("disconnected", Disconnect.NORMAL_DISCONNECT),
    /** The socket went away without a goodbye. */
    CONNECTION_LOST("connection-lost", Disconnect.UNSPECIFIED_ERROR),
    /** Nothing was heard for one and a half times the keep-alive. */
    KEEP_ALIVE_TIMEOUT("keep-alive-timeout", Disconnect.KEEP_ALIVE_TIMEOUT),
    /** No CONNECT came in time. */
    SILENT("silent", Disconnect.KEEP_ALIVE_TIMEOUT),
    /** The same client connected anew. */
    TAKEN_OVER("taken-over", Disconnect.SESSION_TAKEN_OVER),
    /** Its CONNECT was turned down. */
    REJECTED("rejected", Disconnect.NOT_AUTHORIZED),
    /** Its device was disabled or its token revoked. */
    REVOKED("revoked", Disconnect.NOT_AUTHORIZED),
    /** It sent something that is no MQTT. */
    MALFORMED_PACKET("malformed-packet", Disconnect.MALFORMED_PACKET),
    /** It sent a packet longer than is taken. */
    PACKET_TOO_LARGE("packet-too-large", Disconnect.PACKET_TOO_LARGE),
    /** It broke a rule of the protocol. */
    PROTOCOL_ERROR("protocol-error", Disconnect.PROTOCOL_ERROR),
    /** It used a topic alias, of which none are offered. */
    TOPIC_ALIAS("topic-alias", Disconnect.TOPIC_ALIAS_INVALID),
    /** There is no room for its messages, and its version has no other way to be told that it must send them again. */
    NO_ROOM("no-room", Disconnect.QUOTA_EXCEEDED),
    /** It began a packet and did not finish it in time. */
    PACKET_TOO_SLOW("packet-too-slow", Disconnect.UNSPECIFIED_ERROR),
    /** Too much of unfinished packets is held already. */
    CROWDED_OUT("crowded-out", Disconnect.SERVER_BUSY),
    /** It has more messages of QoS 2 unreleased than are kept. */
    TOO_MANY_UNRELEASED("too-many-unreleased", Disconnect.RECEIVE_MAXIMUM_EXCEEDED);

    private final String label;
    private final Disconnect code;

    Farewell(String label, Disconnect code) {
        this.label = label;
        this.code = code;
    }

    String label() {
        return label;
    }

    Disconnect code() {
        return code;
    }
}
