package io.telltale.ingest.admission;

import java.util.Optional;

/**
 * What came in at a front door, before anything is believed.
 *
 * @param sender the device that proved who it is; empty when the door vouches for the topic (a broker with its own access
 *     rules, or the replay of a dead letter)
 * @param topic the MQTT topic as sent
 * @param payload the bytes as sent; owned by the message, nobody changes them
 * @param receivedMicros when it came in, microseconds since the epoch
 */
public record RawMessage(Optional<DeviceId> sender, String topic, byte[] payload, long receivedMicros) {}
