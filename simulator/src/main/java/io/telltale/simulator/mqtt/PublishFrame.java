package io.telltale.simulator.mqtt;

import io.netty.buffer.ByteBuf;

/** Writes a PUBLISH packet (MQTT 5.0 section 3.3; 3.1.1 is the same without the property length). */
final class PublishFrame {

    private static final int PUBLISH = 0x30;
    private static final int DUP = 0x08;

    private PublishFrame() {}

    /** Most bytes a packet needs beside topic and payload. */
    static final int OVERHEAD = 1 + 4 + 2 + 2 + 1;

    static void write(ByteBuf out, boolean five, int qos, boolean again, int packetId, byte[] topic, byte[] payload) {
        out.writeByte(PUBLISH | (qos << 1) | (again && qos > 0 ? DUP : 0));
        writeLength(out, 2 + topic.length + (qos > 0 ? 2 : 0) + (five ? 1 : 0) + payload.length);
        out.writeShort(topic.length).writeBytes(topic);
        if (qos > 0) {
            out.writeShort(packetId);
        }
        if (five) {
            out.writeByte(0); // no properties
        }
        out.writeBytes(payload);
    }

    /** A variable byte integer: seven bits a byte, the lowest first. */
    private static void writeLength(ByteBuf out, int length) {
        int rest = length;
        do {
            int digit = rest & 0x7F;
            rest >>>= 7;
            out.writeByte(rest > 0 ? digit | 0x80 : digit);
        } while (rest > 0);
    }
}
