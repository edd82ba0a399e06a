package io.telltale.events;

import com.google.protobuf.CodedOutputStream;
import com.google.protobuf.WireFormat;
import io.telltale.events.wire.Device;
import io.telltale.events.wire.ReadingColumns;
import java.io.IOException;

/**
 * Writes the columns of a {@link ReadingBatch} as the Protocol Buffers message {@code ReadingColumns}, byte for byte as generated
 * code would, without the objects it would put between. For one batch and one thread.
 */
final class BatchWriter {

    private final ReadingBatch batch;
    private final int rows;

    private BatchWriter(ReadingBatch batch) {
        this.batch = batch;
        this.rows = batch.size();
    }

    static byte[] write(ReadingBatch batch) {
        return new BatchWriter(batch).write();
    }

    private byte[] write() {
        int deviceBytes = 0;
        int metricBytes = 0;
        int timeBytes = 0;
        for (int i = 0; i < rows; i++) {
            deviceBytes += CodedOutputStream.computeUInt32SizeNoTag(batch.deviceIndex(i));
            metricBytes += CodedOutputStream.computeUInt32SizeNoTag(batch.metricIndex(i));
            timeBytes += CodedOutputStream.computeSInt64SizeNoTag(delta(i));
        }
        int valueBytes = rows * Double.BYTES;
        byte[] wire = new byte
                [dictionaryBytes()
                        + packed(deviceBytes)
                        + packed(metricBytes)
                        + packed(timeBytes)
                        + packed(valueBytes)
                        + receivedBytes()];
        try {
            CodedOutputStream out = CodedOutputStream.newInstance(wire);
            writeDictionary(out);
            if (rows > 0) {
                writeColumns(out, deviceBytes, metricBytes, timeBytes, valueBytes);
            }
            if (batch.receivedMicros() != 0) {
                out.writeInt64(ReadingColumns.RECEIVED_FIELD_NUMBER, batch.receivedMicros());
            }
            out.checkNoSpaceLeft();
        } catch (IOException e) {
            throw new IllegalStateException("a batch has the size that was computed", e);
        }
        return wire;
    }

    private int dictionaryBytes() {
        int bytes = 0;
        for (int d = 0; d < batch.devices(); d++) {
            bytes += packed(deviceBytes(d));
        }
        for (int m = 0; m < batch.metrics(); m++) {
            bytes += CodedOutputStream.computeStringSize(ReadingColumns.METRICS_FIELD_NUMBER, batch.metricName(m));
        }
        return bytes;
    }

    private int deviceBytes(int d) {
        return CodedOutputStream.computeStringSize(Device.TENANT_FIELD_NUMBER, batch.deviceTenant(d))
                + CodedOutputStream.computeStringSize(Device.NAME_FIELD_NUMBER, batch.deviceName(d));
    }

    private int receivedBytes() {
        return batch.receivedMicros() == 0
                ? 0
                : CodedOutputStream.computeInt64Size(ReadingColumns.RECEIVED_FIELD_NUMBER, batch.receivedMicros());
    }

    private void writeDictionary(CodedOutputStream out) throws IOException {
        for (int d = 0; d < batch.devices(); d++) {
            open(out, ReadingColumns.DEVICES_FIELD_NUMBER, deviceBytes(d));
            out.writeString(Device.TENANT_FIELD_NUMBER, batch.deviceTenant(d));
            out.writeString(Device.NAME_FIELD_NUMBER, batch.deviceName(d));
        }
        for (int m = 0; m < batch.metrics(); m++) {
            out.writeString(ReadingColumns.METRICS_FIELD_NUMBER, batch.metricName(m));
        }
    }

    private void writeColumns(CodedOutputStream out, int deviceBytes, int metricBytes, int timeBytes, int valueBytes)
            throws IOException {
        open(out, ReadingColumns.DEVICE_FIELD_NUMBER, deviceBytes);
        for (int i = 0; i < rows; i++) {
            out.writeUInt32NoTag(batch.deviceIndex(i));
        }
        open(out, ReadingColumns.METRIC_FIELD_NUMBER, metricBytes);
        for (int i = 0; i < rows; i++) {
            out.writeUInt32NoTag(batch.metricIndex(i));
        }
        open(out, ReadingColumns.TIME_FIELD_NUMBER, timeBytes);
        for (int i = 0; i < rows; i++) {
            out.writeSInt64NoTag(delta(i));
        }
        open(out, ReadingColumns.VALUE_FIELD_NUMBER, valueBytes);
        for (int i = 0; i < rows; i++) {
            out.writeDoubleNoTag(batch.value(i));
        }
    }

    private long delta(int i) {
        return i == 0 ? batch.micros(0) : batch.micros(i) - batch.micros(i - 1);
    }

    private static void open(CodedOutputStream out, int field, int bytes) throws IOException {
        out.writeTag(field, WireFormat.WIRETYPE_LENGTH_DELIMITED);
        out.writeUInt32NoTag(bytes);
    }

    /** So many bytes with their tag of one byte and their length; none when there are none. */
    private static int packed(int bytes) {
        return bytes == 0 ? 0 : 1 + CodedOutputStream.computeUInt32SizeNoTag(bytes) + bytes;
    }
}
