package io.telltale.ingest.listener;

import io.telltale.ingest.admission.DeviceId;

/**
 * The client at the other end of a connection, once it has proved who it is.
 *
 * @param hello what it said when it connected
 * @param proven who it is
 * @param session what is remembered of it
 */
record Peer(Hello hello, DeviceLogin.Proven proven, Session session) {

    DeviceId device() {
        return proven.device();
    }

    /** The one topic it may subscribe to. */
    String errorsTopic() {
        return "errors/" + device().tenant() + '/' + device().device();
    }
}
