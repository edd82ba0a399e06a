package io.telltale.events;

import com.google.protobuf.InvalidProtocolBufferException;
import io.telltale.events.wire.Device;
import io.telltale.events.wire.ReadingColumns;
import java.util.Arrays;
import java.util.HashMap;
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

        private final ReadingColumns.Builder columns = ReadingColumns.newBuilder();
        private final Map<String, Map<String, Integer>> devices = new HashMap<>();
        private final Map<String, Integer> metrics = new HashMap<>();
        private long[] micros = new long[16];
        private int size;
        private int dictionaryBytes;

        private Builder(long receivedMicros) {
            columns.setReceived(receivedMicros);
        }

        /** Adds one reading. The caller vouches that the names are valid and the value is finite. */
        public Builder add(String tenant, String device, String metric, long time, double value) {
            columns.addDevice(deviceIndex(tenant, device));
            columns.addMetric(metricIndex(metric));
            columns.addTime(size == 0 ? time : time - micros[size - 1]);
            columns.addValue(value);
            if (size == micros.length) {
                micros = Arrays.copyOf(micros, size * 2);
            }
            micros[size++] = time;
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

        /** The batch of what was gathered; the builder must not be used afterwards. */
        public ReadingBatch build() {
            return new ReadingBatch(columns.build(), Arrays.copyOf(micros, size));
        }

        private int deviceIndex(String tenant, String device) {
            Map<String, Integer> ofTenant = devices.computeIfAbsent(tenant, t -> new HashMap<>());
            Integer known = ofTenant.get(device);
            if (known != null) {
                return known;
            }
            int index = columns.getDevicesCount();
            columns.addDevices(Device.newBuilder().setTenant(tenant).setName(device));
            ofTenant.put(device, index);
            dictionaryBytes += tenant.length() + device.length() + 6;
            return index;
        }

        private int metricIndex(String metric) {
            Integer known = metrics.get(metric);
            if (known != null) {
                return known;
            }
            int index = columns.getMetricsCount();
            columns.addMetrics(metric);
            metrics.put(metric, index);
            dictionaryBytes += metric.length() + 2;
            return index;
        }
    }
}
