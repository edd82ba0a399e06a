package io.telltale.ingest.listener;

import java.time.Duration;

/**
 * What the listener takes and keeps.
 *
 * @param host address to listen on
 * @param port port to listen on, 0 for any free one
 * @param eventLoops how many event loops share the connections
 * @param connections most connections at a time
 * @param packetBytes longest MQTT packet
 * @param values most values in a message
 * @param receiveMaximum most unacknowledged publishes a client of version 5 may have under way
 * @param windowMessages most messages in flight for an event loop before it stops reading
 * @param windowBytes most bytes in flight for an event loop before it stops reading
 * @param helloWithin how long a new connection may take to send CONNECT
 * @param packetWithin how long a packet that was begun may take to come
 * @param rest how long a client that must send again what there was no room for is kept from doing so
 * @param sessions most sessions kept without a connection
 * @param sessionExpiry longest time a session is kept without a connection
 */
public record ListenerSettings(
        String host,
        int port,
        int eventLoops,
        int connections,
        int packetBytes,
        int values,
        int receiveMaximum,
        int windowMessages,
        long windowBytes,
        Duration helloWithin,
        Duration packetWithin,
        Duration rest,
        int sessions,
        Duration sessionExpiry) {}
