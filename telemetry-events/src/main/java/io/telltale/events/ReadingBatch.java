package io.telltale.events;

import com.google.protobuf.CodedOutputStream;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.WireFormat;
import io.telltale.events.wire.Device;
import io.telltale.events.wire.ReadingColumns;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Many readings of one lane in columns: a dictionary of devices and metrics, delta-coded times, packed doubles.
 *
 * <p>Immutable and safe to share. On the wire it is the Protocol Buffers message {@code ReadingColumns}; order is kept.
 * {@link #parse} trusts nothing: indexes, lengths, names and values are checked before the batch exists.
 */
public final class ReadingBatch {

    private final ReadingColumns columns;
    private final long[] micros;

    private ReadingBatch(ReadingColumns columns, long[] micros) {
        this.columns = columns;
        this.micros = micros;
    }

    /** Begins a batch; {@code receivedMicros} is when its first reading reached the gateway. */
    public static Builder builder(long receivedMicros) {
        return new Builder(receivedMicros);
    }

    /**
     * Reads a batch from its wire form.
     *
     * @throws MalformedBatchException when the bytes are no batch or break a rule of the contract
     */
    public static ReadingBatch parse(byte[] wire) throws MalformedBatchException {
        ReadingColumns columns;
        try {
            columns = ReadingColumns.parseFrom(wire);
        } catch (InvalidProtocolBufferException e) {
            throw new MalformedBatchException("not a reading batch: " + e.getMessage(), e);
        }
        check(columns);
        long[] micros = new long[columns.getTimeCount()];
        long time = 0;
        for (int i = 0; i < micros.length; i++) {
            time += columns.getTime(i);
            micros[i] = time;
        }
        return new ReadingBatch(columns, micros);
    }

    private static void check(ReadingColumns columns) throws MalformedBatchException {
        int rows = columns.getValueCount();
        if (columns.getTimeCount() != rows || columns.getDeviceCount() != rows || columns.getMetricCount() != rows) {
            throw new MalformedBatchException("columns differ in length: value=" + rows + " time="
                    + columns.getTimeCount() + " device=" + columns.getDeviceCount() + " metric="
                    + columns.getMetricCount());
        }
        for (Device device : columns.getDevicesList()) {
            if (!Names.valid(device.getTenant()) || !Names.valid(device.getName())) {
                throw new MalformedBatchException(
                        "no name of a device: " + device.getTenant() + "." + device.getName());
            }
        }
        for (String metric : columns.getMetricsList()) {
            if (!Names.valid(metric)) {
                throw new MalformedBatchException("no name of a metric: " + metric);
            }
        }
        for (int i = 0; i < rows; i++) {
            if (Integer.compareUnsigned(columns.getDevice(i), columns.getDevicesCount()) >= 0
                    || Integer.compareUnsigned(columns.getMetric(i), columns.getMetricsCount()) >= 0) {
                throw new MalformedBatchException("row " + i + " points outside its dictionary");
            }
            if (!Double.isFinite(columns.getValue(i))) {
                throw new MalformedBatchException("row " + i + " is not finite");
            }
        }
    }

    /** The wire form. */
    public byte[] toBytes() {
        return columns.toByteArray();
    }

    /** Number of readings. */
    public int size() {
        return micros.length;
    }

    /** When the gateway took the first reading, microseconds since the epoch. */
    public long receivedMicros() {
        return columns.getReceived();
    }

    /** Tenant of reading {@code i}. */
    public String tenant(int i) {
        return columns.getDevices(columns.getDevice(i)).getTenant();
    }

    /** Device of reading {@code i}. */
    public String device(int i) {
        return columns.getDevices(columns.getDevice(i)).getName();
    }

    /** Metric of reading {@code i}. */
    public String metric(int i) {
        return columns.getMetrics(columns.getMetric(i));
    }

    /** Measuring time of reading {@code i}, microseconds since the epoch. */
    public long micros(int i) {
        return micros[i];
    }

    /** Value of reading {@code i}. */
    public double value(int i) {
        return columns.getValue(i);
    }

    /** Reading {@code i} as a record, for places where one object per reading does not matter. */
    public Reading reading(int i) {
        return new Reading(tenant(i), device(i), metric(i), micros(i), value(i));
    }

    /** Gathers readings; for one thread. */
    public static final class Builder {

        private static final int BYTES_A_READING = 16;

        private final long received;
        private final Map<String, Map<String, Integer>> indexes = new HashMap<>();
        private final Map<String, Integer> metricIndexes = new HashMap<>();
        private final List<Device> devices = new ArrayList<>();
        private final List<String> metrics = new ArrayList<>();
        private int[] device = new int[16];
        private int[] metric = new int[16];
        private long[] micros = new long[16];
        private double[] value = new double[16];
        private int size;
        private int dictionaryBytes;

        private Builder(long receivedMicros) {
            received = receivedMicros;
        }

        /** Adds one reading. The caller vouches that the names are valid and the value is finite. */
        public Builder add(String tenant, String device, String metric, long time, double value) {
            if (size == micros.length) {
                grow();
            }
            this.device[size] = deviceIndex(tenant, device);
            this.metric[size] = metricIndex(metric);
            this.micros[size] = time;
            this.value[size++] = value;
            return this;
        }

        /** Adds one reading. */
        public Builder add(Reading reading) {
            return add(reading.tenant(), reading.device(), reading.metric(), reading.micros(), reading.value());
        }

        /** Readings gathered so far. */
        public int size() {
            return size;
        }

        /** About how many bytes the wire form will have; never less than the truth by more than a few per cent. */
        public int estimatedBytes() {
            return dictionaryBytes + size * BYTES_A_READING;
        }

        /** The batch of what was gathered. */
        public ReadingBatch build() {
            ReadingColumns.Builder columns = ReadingColumns.newBuilder()
                    .setReceived(received)
                    .addAllDevices(devices)
                    .addAllMetrics(metrics);
            for (int i = 0; i < size; i++) {
                columns.addDevice(device[i])
                        .addMetric(metric[i])
                        .addTime(delta(i))
                        .addValue(value[i]);
            }
            return new ReadingBatch(columns.build(), Arrays.copyOf(micros, size));
        }

        /** The wire form of what was gathered, as that of {@link #build} but without objects between. */
        public byte[] toBytes() {
            int deviceBytes = 0;
            int metricBytes = 0;
            int timeBytes = 0;
            for (int i = 0; i < size; i++) {
                deviceBytes += CodedOutputStream.computeUInt32SizeNoTag(device[i]);
                metricBytes += CodedOutputStream.computeUInt32SizeNoTag(metric[i]);
                timeBytes += CodedOutputStream.computeSInt64SizeNoTag(delta(i));
            }
            int valueBytes = size * Double.BYTES;
            int bytes = packed(deviceBytes) + packed(metricBytes) + packed(timeBytes) + packed(valueBytes);
            for (Device known : devices) {
                bytes += CodedOutputStream.computeMessageSize(ReadingColumns.DEVICES_FIELD_NUMBER, known);
            }
            for (String known : metrics) {
                bytes += CodedOutputStream.computeStringSize(ReadingColumns.METRICS_FIELD_NUMBER, known);
            }
            if (received != 0) {
                bytes += CodedOutputStream.computeInt64Size(ReadingColumns.RECEIVED_FIELD_NUMBER, received);
            }
            byte[] wire = new byte[bytes];
            try {
                CodedOutputStream out = CodedOutputStream.newInstance(wire);
                for (Device known : devices) {
                    out.writeMessage(ReadingColumns.DEVICES_FIELD_NUMBER, known);
                }
                for (String known : metrics) {
                    out.writeString(ReadingColumns.METRICS_FIELD_NUMBER, known);
                }
                if (size > 0) {
                    writeColumns(out, deviceBytes, metricBytes, timeBytes, valueBytes);
                }
                if (received != 0) {
                    out.writeInt64(ReadingColumns.RECEIVED_FIELD_NUMBER, received);
                }
                out.checkNoSpaceLeft();
            } catch (IOException e) {
                throw new IllegalStateException("a batch has the size that was computed", e);
            }
            return wire;
        }

        private void writeColumns(
                CodedOutputStream out, int deviceBytes, int metricBytes, int timeBytes, int valueBytes)
                throws IOException {
            open(out, ReadingColumns.DEVICE_FIELD_NUMBER, deviceBytes);
            for (int i = 0; i < size; i++) {
                out.writeUInt32NoTag(device[i]);
            }
            open(out, ReadingColumns.METRIC_FIELD_NUMBER, metricBytes);
            for (int i = 0; i < size; i++) {
                out.writeUInt32NoTag(metric[i]);
            }
            open(out, ReadingColumns.TIME_FIELD_NUMBER, timeBytes);
            for (int i = 0; i < size; i++) {
                out.writeSInt64NoTag(delta(i));
            }
            open(out, ReadingColumns.VALUE_FIELD_NUMBER, valueBytes);
            for (int i = 0; i < size; i++) {
                out.writeDoubleNoTag(value[i]);
            }
        }

        private static void open(CodedOutputStream out, int field, int bytes) throws IOException {
            out.writeTag(field, WireFormat.WIRETYPE_LENGTH_DELIMITED);
            out.writeUInt32NoTag(bytes);
        }

        /** A packed column with its tag of one byte and its length; none when it is empty. */
        private static int packed(int bytes) {
            return bytes == 0 ? 0 : 1 + CodedOutputStream.computeUInt32SizeNoTag(bytes) + bytes;
        }

        private long delta(int i) {
            return i == 0 ? micros[0] : micros[i] - micros[i - 1];
        }

        private void grow() {
            device = Arrays.copyOf(device, size * 2);
            metric = Arrays.copyOf(metric, size * 2);
            micros = Arrays.copyOf(micros, size * 2);
            value = Arrays.copyOf(value, size * 2);
        }

        private int deviceIndex(String tenant, String name) {
            Map<String, Integer> ofTenant = indexes.get(tenant);
            if (ofTenant == null) {
                ofTenant = new HashMap<>();
                indexes.put(tenant, ofTenant);
            }
            Integer known = ofTenant.get(name);
            if (known != null) {
                return known;
            }
            int index = devices.size();
            devices.add(Device.newBuilder().setTenant(tenant).setName(name).build());
            ofTenant.put(name, index);
            dictionaryBytes += tenant.length() + name.length() + 6;
            return index;
        }

        private int metricIndex(String name) {
            Integer known = metricIndexes.get(name);
            if (known != null) {
                return known;
            }
            int index = metrics.size();
            metrics.add(name);
            metricIndexes.put(name, index);
            dictionaryBytes += name.length() + 2;
            return index;
        }
    }
}
