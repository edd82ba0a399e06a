package io.telltale.alerting.alert;

import io.telltale.alerting.window.Memory;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/**
 * How the memories of a series are written: a version, then for each rule its id, the shape of its condition, and the memory
 * with its length before it, so that one of a rule that has gone can be passed over.
 */
final class MemoryBytes {

    private static final int VERSION = 1;

    private MemoryBytes() {}

    /** One memory, not yet taken up. */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    record Written(int shape, byte[] bytes) {}

    static byte[] of(List<RuleWatch> rules) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (DataOutputStream out = new DataOutputStream(bytes)) {
            out.writeByte(VERSION);
            for (RuleWatch watch : rules) {
                Memory memory = watch.memory();
                if (memory != null) {
                    out.writeLong(watch.rule().id().getMostSignificantBits());
                    out.writeLong(watch.rule().id().getLeastSignificantBits());
                    out.writeInt(watch.shape());
                    byte[] written = of(memory);
                    out.writeInt(written.length);
                    out.write(written);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException("memory has room", e);
        }
        return bytes.toByteArray();
    }

    static byte[] of(Memory memory) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        memory.write(new DataOutputStream(bytes));
        return bytes.toByteArray();
    }

    /** The memories by their rules. Those of another version are left out: they are rebuilt from what comes. */
    static Map<UUID, Written> read(byte[] state) {
        Map<UUID, Written> memories = new HashMap<>();
        try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(state))) {
            if (in.readUnsignedByte() != VERSION) {
                return memories;
            }
            while (in.available() > 0) {
                UUID rule = new UUID(in.readLong(), in.readLong());
                int shape = in.readInt();
                memories.put(rule, new Written(shape, in.readNBytes(in.readInt())));
            }
        } catch (IOException e) {
            throw new UncheckedIOException("a saved memory is cut off", e);
        }
        return memories;
    }

    /** Lets a memory take up what was written of one of the same shape. */
    static void take(Memory memory, byte[] bytes) {
        try {
            memory.read(new DataInputStream(new ByteArrayInputStream(bytes)));
        } catch (IOException e) {
            throw new UncheckedIOException("a saved memory is cut off", e);
        }
    }
}
