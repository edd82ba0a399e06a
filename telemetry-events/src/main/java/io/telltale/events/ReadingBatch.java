package io.telltale.events;

import java.util.Arrays;

/**
 * Many readings of one lane in columns: a dictionary of devices and metrics, times, values.
 *
 * <p>Immutable and safe to share. On the wire it is the Protocol Buffers message {@code ReadingColumns} with delta-coded times;
 * order is kept. {@link #parse} trusts nothing: indexes, lengths, names and values are checked before anybody sees the batch.
 */
public final class ReadingBatch {

    private final long received;
    private final Dictionary dictionary;
    private final int[] device;
    private final int[] metric;
    private final long[] micros;
    private final double[] value;

    /** The names that occur; a device is its tenant and its name under the same index. */
    record Dictionary(String[] tenants, String[] devices, String[] metrics) {}

    /** Takes the arrays as its own. */
    ReadingBatch(long received, Dictionary dictionary, int[] device, int[] metric, long[] micros, double[] value) {
        this.received = received;
        this.dictionary = dictionary;
        this.device = device;
        this.metric = metric;
        this.micros = micros;
        this.value = value;
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
        return BatchReader.read(wire);
    }

    /** The wire form. */
    public byte[] toBytes() {
        return BatchWriter.write(this);
    }

    /** Number of readings. */
    public int size() {
        return value.length;
    }

    /** When the gateway took the first reading, microseconds since the epoch. */
    public long receivedMicros() {
        return received;
    }

    /** Number of devices that occur. */
    public int devices() {
        return dictionary.devices.length;
    }

    /** Number of metrics that occur. */
    public int metrics() {
        return dictionary.metrics.length;
    }

    /** Number of reading {@code i}'s device within this batch, below {@link #devices}. */
    public int deviceIndex(int i) {
        return device[i];
    }

    /** Number of reading {@code i}'s metric within this batch, below {@link #metrics}. */
    public int metricIndex(int i) {
        return metric[i];
    }

    /** Tenant of the device that has number {@code d} within this batch. */
    public String deviceTenant(int d) {
        return dictionary.tenants[d];
    }

    /** Name of the device that has number {@code d} within this batch. */
    public String deviceName(int d) {
        return dictionary.devices[d];
    }

    /** Name of the metric that has number {@code m} within this batch. */
    public String metricName(int m) {
        return dictionary.metrics[m];
    }

    /** Tenant of reading {@code i}. */
    public String tenant(int i) {
        return deviceTenant(device[i]);
    }

    /** Device of reading {@code i}. */
    public String device(int i) {
        return deviceName(device[i]);
    }

    /** Metric of reading {@code i}. */
    public String metric(int i) {
        return metricName(metric[i]);
    }

    /** Measuring time of reading {@code i}, microseconds since the epoch. */
    public long micros(int i) {
        return micros[i];
    }

    /** Value of reading {@code i}. */
    public double value(int i) {
        return value[i];
    }

    /** Reading {@code i} as a record, for places where one object per reading does not matter. */
    public Reading reading(int i) {
        return new Reading(tenant(i), device(i), metric(i), micros(i), value(i));
    }

    /** Gathers readings; for one thread. */
    public static final class Builder {

        private static final int BYTES_A_READING = 16;

        private final long received;
        private final GrowingDictionary dictionary = new GrowingDictionary();
        private int[] device = new int[16];
        private int[] metric = new int[16];
        private long[] micros = new long[16];
        private double[] value = new double[16];
        private int size;

        private Builder(long receivedMicros) {
            received = receivedMicros;
        }

        /** Adds one reading. The caller vouches that the names are valid and the value is finite. */
        public Builder add(String tenant, String device, String metric, long time, double value) {
            if (size == micros.length) {
                grow();
            }
            this.device[size] = dictionary.device(tenant, device);
            this.metric[size] = dictionary.metric(metric);
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
            return dictionary.bytes() + size * BYTES_A_READING;
        }

        /** The batch of what was gathered. */
        public ReadingBatch build() {
            return new ReadingBatch(
                    received,
                    dictionary.names(),
                    Arrays.copyOf(device, size),
                    Arrays.copyOf(metric, size),
                    Arrays.copyOf(micros, size),
                    Arrays.copyOf(value, size));
        }

        /** The wire form of what was gathered. */
        public byte[] toBytes() {
            return build().toBytes();
        }

        private void grow() {
            device = Arrays.copyOf(device, size * 2);
            metric = Arrays.copyOf(metric, size * 2);
            micros = Arrays.copyOf(micros, size * 2);
            value = Arrays.copyOf(value, size * 2);
        }
    }
}
