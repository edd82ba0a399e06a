package io.telltale.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.function.IntFunction;

/** MQTT 3.1.1 and 5 byte by byte over a blocking socket, so that a test sees exactly what the listener says, and when. */
final class RawMqtt implements AutoCloseable {

    static final int PUBACK = 4;
    static final int PUBREC = 5;
    static final int PUBCOMP = 7;

    private static final int REASON_STRING = 0x1F;
    private static final int CONNACK = 2;
    private static final int PUBLISH = 3;
    private static final int SUBACK = 9;
    private static final int PINGRESP = 13;
    private static final int DISCONNECT = 14;
    private static final int PATIENCE_MILLIS = 20_000;

    private final Socket socket;
    private final DataInputStream in;
    private final DataOutputStream out;
    private final int version;
    private boolean sessionPresent;

    private RawMqtt(int port, int version) throws IOException {
        this.socket = new Socket("127.0.0.1", port);
        this.version = version;
        socket.setSoTimeout(PATIENCE_MILLIS);
        in = new DataInputStream(new BufferedInputStream(socket.getInputStream()));
        out = new DataOutputStream(socket.getOutputStream());
    }

    /** A connection without a CONNECT yet; version 4 is MQTT 3.1.1. */
    static RawMqtt open(int port, int version) throws IOException {
        return new RawMqtt(port, version);
    }

    /** One packet as it came. */
    record Packet(int type, byte[] body) {
        int u16(int at) {
            return (body[at] & 0xFF) << 8 | body[at + 1] & 0xFF;
        }
    }

    int connect(String clientId, boolean clean, int keepAlive, String username, String token) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        DataOutputStream body = new DataOutputStream(bytes);
        body.writeUTF("MQTT");
        body.writeByte(version);
        body.writeByte((username == null ? 0 : 0xC0) | (clean ? 2 : 0));
        body.writeShort(keepAlive);
        noProperties(body);
        body.writeUTF(clientId + "-" + username);
        if (username != null) {
            body.writeUTF(username);
            body.writeUTF(token);
        }
        send(0x10, bytes.toByteArray());
        Packet answer = await(CONNACK);
        sessionPresent = answer.body[0] == 1;
        return answer.body[1] & 0xFF;
    }

    boolean sessionPresent() {
        return sessionPresent;
    }

    void publish(int packetId, int qos, boolean again, String topic, String payload) throws IOException {
        send(0x30 | (again ? 8 : 0) | qos << 1, publishBody(packetId, qos, topic, payload));
    }

    private byte[] publishBody(int packetId, int qos, String topic, String payload) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        DataOutputStream body = new DataOutputStream(bytes);
        body.writeUTF(topic);
        if (qos > 0) {
            body.writeShort(packetId);
        }
        noProperties(body);
        body.write(payload.getBytes(StandardCharsets.UTF_8));
        return bytes.toByteArray();
    }

    /** Publishes at QoS 1 from a thread of its own, since the socket will not take it all. Packet ids go round. */
    void flood(int count, IntFunction<String> payload, String topic) {
        Thread.ofVirtual().start(() -> {
            try {
                for (int i = 0; i < count; i++) {
                    publish(1 + i % 65_535, 1, false, topic, payload.apply(i));
                }
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
    }

    int publishAndAwait(int packetId, int qos, String topic, String payload) throws IOException {
        publish(packetId, qos, false, topic, payload);
        return awaitAnswer(qos == 1 ? PUBACK : PUBREC, packetId);
    }

    /** The reason code of the next answer, which must be of this type and to this packet; success where there is none. */
    int awaitAnswer(int type, int packetId) throws IOException {
        Packet answer = await(type);
        assertThat(answer.u16(0)).isEqualTo(packetId);
        return answer.body.length > 2 ? answer.body[2] & 0xFF : 0;
    }

    /** The reason string of the next answer of version 5, which must be of this type and to this packet; empty without one. */
    String awaitExplanation(int type, int packetId) throws IOException {
        Packet answer = await(type);
        assertThat(answer.u16(0)).isEqualTo(packetId);
        return answer.body.length > 7 && answer.body[4] == REASON_STRING
                ? new String(answer.body, 7, answer.u16(5), StandardCharsets.UTF_8)
                : "";
    }

    /** Awaits that many answers, in the order of the packets. */
    void awaitAnswers(int type, int count, Duration within) throws IOException {
        socket.setSoTimeout((int) within.toMillis());
        for (int i = 0; i < count; i++) {
            assertThat(awaitAnswer(type, 1 + i % 65_535)).isEqualTo(0);
        }
        socket.setSoTimeout(PATIENCE_MILLIS);
    }

    void release(int packetId) throws IOException {
        send(0x62, new byte[] {(byte) (packetId >> 8), (byte) packetId});
    }

    int subscribe(int packetId, String filter) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        DataOutputStream body = new DataOutputStream(bytes);
        body.writeShort(packetId);
        noProperties(body);
        body.writeUTF(filter);
        body.writeByte(1);
        send(0x82, bytes.toByteArray());
        Packet answer = await(SUBACK);
        assertThat(answer.u16(0)).isEqualTo(packetId);
        return answer.body[answer.body.length - 1] & 0xFF;
    }

    String awaitMessage(String topic) throws IOException {
        Packet message = await(PUBLISH);
        int length = message.u16(0);
        assertThat(new String(message.body, 2, length, StandardCharsets.UTF_8)).isEqualTo(topic);
        int payload = 2 + length + (version == 5 ? 1 : 0);
        return new String(message.body, payload, message.body.length - payload, StandardCharsets.UTF_8);
    }

    boolean ping() throws IOException {
        send(0xC0, new byte[0]);
        return pong();
    }

    boolean pong() throws IOException {
        return await(PINGRESP).body.length == 0;
    }

    int awaitDisconnect() throws IOException {
        return await(DISCONNECT).body[0] & 0xFF;
    }

    /** Whether the listener closes the connection. */
    boolean closed() throws IOException {
        try {
            while (true) {
                read();
            }
        } catch (EOFException | SocketException e) {
            return true;
        } catch (SocketTimeoutException e) {
            return false;
        }
    }

    /** Whether nothing comes for so long. */
    boolean silentFor(Duration time) throws IOException {
        socket.setSoTimeout((int) time.toMillis());
        try {
            in.mark(1);
            in.read();
            in.reset();
            return false;
        } catch (SocketTimeoutException e) {
            return true;
        } finally {
            socket.setSoTimeout(PATIENCE_MILLIS);
        }
    }

    void send(byte[] bytes) throws IOException {
        out.write(bytes);
        out.flush();
    }

    private void send(int first, byte[] body) throws IOException {
        ByteArrayOutputStream packet = new ByteArrayOutputStream();
        packet.write(first);
        int length = body.length;
        do {
            packet.write(length % 128 | (length >= 128 ? 0x80 : 0));
            length /= 128;
        } while (length > 0);
        packet.write(body);
        send(packet.toByteArray());
    }

    private Packet await(int type) throws IOException {
        Packet packet = read();
        assertThat(packet.type).as("type of the packet that came").isEqualTo(type);
        return packet;
    }

    private Packet read() throws IOException {
        int first = in.readUnsignedByte();
        int length = 0;
        int shift = 0;
        int digit;
        do {
            digit = in.readUnsignedByte();
            length |= (digit & 0x7F) << shift;
            shift += 7;
        } while ((digit & 0x80) != 0);
        byte[] body = new byte[length];
        in.readFully(body);
        return new Packet(first >> 4, body);
    }

    private void noProperties(DataOutputStream body) throws IOException {
        if (version == 5) {
            body.writeByte(0);
        }
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
