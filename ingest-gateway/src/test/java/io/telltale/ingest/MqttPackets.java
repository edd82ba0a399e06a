package io.telltale.ingest;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.random.RandomGenerator;

/** Good conversations as bytes, and ways to spoil them. */
final class MqttPackets {

    private MqttPackets() {}

    /** A packet with its fixed header. */
    static byte[] packet(int first, byte[] body) {
        ByteArrayOutputStream packet = new ByteArrayOutputStream();
        packet.write(first);
        int length = body.length;
        do {
            packet.write(length % 128 | (length >= 128 ? 0x80 : 0));
            length /= 128;
        } while (length > 0);
        packet.writeBytes(body);
        return packet.toByteArray();
    }

    static byte[] connect(int version, String clientId, String username, String token) {
        return packet(0x10, body(out -> {
            out.writeUTF("MQTT");
            out.writeByte(version);
            out.writeByte(0xC2);
            out.writeShort(60);
            noProperties(version, out);
            out.writeUTF(clientId);
            out.writeUTF(username);
            out.writeUTF(token);
        }));
    }

    static byte[] publish(int version, int qos, int packetId, byte[] topic, byte[] payload) {
        return packet(0x30 | qos << 1, body(out -> {
            out.writeShort(topic.length);
            out.write(topic);
            if (qos > 0) {
                out.writeShort(packetId);
            }
            noProperties(version, out);
            out.write(payload);
        }));
    }

    /** What a busy device may say in one connection, packet by packet. */
    static List<byte[]> conversation(int version, String device, String token) {
        byte[] topic = ("telemetry/default/" + device).getBytes(StandardCharsets.UTF_8);
        byte[] payload = "{\"ts\":1750000000000,\"a\":1}".getBytes(StandardCharsets.UTF_8);
        List<byte[]> packets = new ArrayList<>();
        packets.add(connect(version, "fuzz", device + "@default", token));
        packets.add(packet(0x82, body(out -> {
            out.writeShort(1);
            noProperties(version, out);
            out.writeUTF("errors/default/" + device);
            out.writeByte(0);
        })));
        packets.add(publish(version, 0, 0, topic, payload));
        packets.add(publish(version, 1, 2, topic, payload));
        packets.add(publish(version, 2, 3, topic, payload));
        packets.add(packet(0x62, new byte[] {0, 3}));
        packets.add(packet(0xC0, new byte[0]));
        packets.add(packet(0xE0, new byte[0]));
        return packets;
    }

    /** The same conversation with one to four things wrong with it. */
    static byte[] spoiled(List<byte[]> conversation, RandomGenerator random) {
        List<byte[]> packets = new ArrayList<>(conversation);
        for (int faults = 1 + random.nextInt(4); faults > 0; faults--) {
            int at = random.nextInt(packets.size());
            byte[] packet = packets.get(at).clone();
            switch (random.nextInt(10)) {
                case 0 -> packet[random.nextInt(packet.length)] = (byte) random.nextInt();
                case 1 -> packet[random.nextInt(packet.length)] ^= (byte) (1 << random.nextInt(8));
                case 2 -> packet = Arrays.copyOf(packet, random.nextInt(packet.length) + 1);
                case 3 -> packet = Arrays.copyOf(packet, packet.length + 1 + random.nextInt(64));
                case 4 -> packet[0] = (byte) random.nextInt();
                case 5 -> packet = bomb(packet, random);
                case 6 -> packets.add(random.nextInt(packets.size()), packet);
                case 7 -> packets.set(random.nextInt(packets.size()), packet);
                case 8 -> packet = noise(random);
                default -> packet = packet(packet[0], noise(random));
            }
            packets.set(at, packet);
        }
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        packets.forEach(all::writeBytes);
        return all.toByteArray();
    }

    /** Says that far more will come than does. */
    private static byte[] bomb(byte[] packet, RandomGenerator random) {
        byte[] length = new byte[1 + random.nextInt(5)];
        Arrays.fill(length, (byte) 0xFF);
        length[length.length - 1] = (byte) random.nextInt();
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.write(packet[0]);
        out.writeBytes(length);
        out.write(packet, Math.min(2, packet.length), Math.max(0, packet.length - 2));
        return out.toByteArray();
    }

    private static byte[] noise(RandomGenerator random) {
        byte[] noise = new byte[random.nextInt(200)];
        random.nextBytes(noise);
        return noise;
    }

    private static void noProperties(int version, DataOutputStream out) throws IOException {
        if (version == 5) {
            out.writeByte(0);
        }
    }

    private interface Writing {
        void to(DataOutputStream out) throws IOException;
    }

    private static byte[] body(Writing writing) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try {
            writing.to(new DataOutputStream(bytes));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }
}
