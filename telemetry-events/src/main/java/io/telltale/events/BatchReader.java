package io.telltale.events;

import com.google.protobuf.CodedInputStream;
import com.google.protobuf.WireFormat;
import io.telltale.events.wire.Device;
import io.telltale.events.wire.ReadingColumns;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * Reads the Protocol Buffers message {@code ReadingColumns} straight into arrays. Fields may come in any order and unknown ones are
 * passed over, but a column is packed and in one piece, as every writer of proto3 writes it. For one batch and one thread.
 */
final class BatchReader {

    private static final int BYTES = WireFormat.WIRETYPE_LENGTH_DELIMITED;
    private static final int DEVICES = ReadingColumns.DEVICES_FIELD_NUMBER << 3 | BYTES;
    private static final int METRICS = ReadingColumns.METRICS_FIELD_NUMBER << 3 | BYTES;
    private static final int DEVICE = ReadingColumns.DEVICE_FIELD_NUMBER << 3 | BYTES;
    private static final int METRIC = ReadingColumns.METRIC_FIELD_NUMBER << 3 | BYTES;
    private static final int TIME = ReadingColumns.TIME_FIELD_NUMBER << 3 | BYTES;
    private static final int VALUE = ReadingColumns.VALUE_FIELD_NUMBER << 3 | BYTES;
    private static final int RECEIVED = ReadingColumns.RECEIVED_FIELD_NUMBER << 3 | WireFormat.WIRETYPE_VARINT;
    private static final int TENANT = Device.TENANT_FIELD_NUMBER << 3 | BYTES;
    private static final int NAME = Device.NAME_FIELD_NUMBER << 3 | BYTES;

    private final byte[] wire;
    private final CodedInputStream in;
    private final List<String> tenants = new ArrayList<>();
    private final List<String> devices = new ArrayList<>();
    private final List<String> metrics = new ArrayList<>();
    private int[] device = {};
    private int[] metric = {};
    private long[] micros = {};
    private double[] value = {};
    private long received;

    private BatchReader(byte[] wire) {
        this.wire = wire;
        this.in = CodedInputStream.newInstance(wire);
    }

    /** The batch, when the bytes are one. */
    static ReadingBatch read(byte[] wire) throws MalformedBatchException {
        BatchReader reader = new BatchReader(wire);
        try {
            reader.read();
        } catch (IOException e) {
            throw new MalformedBatchException("not a reading batch: " + e.getMessage(), e);
        }
        reader.check();
        return reader.batch();
    }

    private void read() throws IOException {
        for (int tag = in.readTag(); tag != 0; tag = in.readTag()) {
            switch (tag) {
                case DEVICES -> readDevice();
                case METRICS -> metrics.add(in.readStringRequireUtf8());
                case DEVICE -> device = readIndexes(device);
                case METRIC -> metric = readIndexes(metric);
                case TIME -> readTimes();
                case VALUE -> readValues();
                case RECEIVED -> received = in.readInt64();
                default -> pass(tag);
            }
        }
    }

    private void readDevice() throws IOException {
        int outside = in.pushLimit(in.readRawVarint32());
        String tenant = "";
        String name = "";
        for (int tag = in.readTag(); tag != 0; tag = in.readTag()) {
            switch (tag) {
                case TENANT -> tenant = in.readStringRequireUtf8();
                case NAME -> name = in.readStringRequireUtf8();
                default -> pass(tag);
            }
        }
        in.popLimit(outside);
        tenants.add(tenant);
        devices.add(name);
    }

    private int[] readIndexes(int[] before) throws IOException {
        int outside = enter(before.length);
        int[] indexes = new int[numbers()];
        for (int i = 0; i < indexes.length; i++) {
            indexes[i] = in.readUInt32();
        }
        leave(outside);
        return indexes;
    }

    private void readTimes() throws IOException {
        int outside = enter(micros.length);
        micros = new long[numbers()];
        long time = 0;
        for (int i = 0; i < micros.length; i++) {
            time += in.readSInt64();
            micros[i] = time;
        }
        leave(outside);
    }

    private void readValues() throws IOException {
        int outside = enter(value.length);
        value = new double[in.getBytesUntilLimit() / Double.BYTES];
        for (int i = 0; i < value.length; i++) {
            value[i] = in.readDouble();
        }
        leave(outside);
    }

    private int enter(int rowsBefore) throws IOException {
        if (rowsBefore > 0) {
            throw new IOException("a column comes in several pieces");
        }
        return in.pushLimit(in.readRawVarint32());
    }

    /** How many numbers are in the column that was entered: each ends with the byte that has no high bit. */
    private int numbers() {
        int from = in.getTotalBytesRead();
        int to = from + in.getBytesUntilLimit();
        int numbers = 0;
        for (int at = from; at < to; at++) {
            numbers += wire[at] >= 0 ? 1 : 0;
        }
        return numbers;
    }

    private void leave(int outside) throws IOException {
        if (in.getBytesUntilLimit() != 0) {
            throw new IOException("a column ends within a number");
        }
        in.popLimit(outside);
    }

    private void pass(int tag) throws IOException {
        if (!in.skipField(tag)) {
            throw new IOException("a group ends that did not begin");
        }
    }

    private ReadingBatch batch() {
        ReadingBatch.Dictionary dictionary = new ReadingBatch.Dictionary(
                tenants.toArray(String[]::new), devices.toArray(String[]::new), metrics.toArray(String[]::new));
        return new ReadingBatch(received, dictionary, device, metric, micros, value);
    }

    private void check() throws MalformedBatchException {
        int rows = value.length;
        if (micros.length != rows || device.length != rows || metric.length != rows) {
            throw new MalformedBatchException("columns differ in length: value=" + rows + " time=" + micros.length
                    + " device=" + device.length + " metric=" + metric.length);
        }
        for (int d = 0; d < devices.size(); d++) {
            if (!Names.valid(tenants.get(d)) || !Names.valid(devices.get(d))) {
                throw new MalformedBatchException("no name of a device: " + tenants.get(d) + "." + devices.get(d));
            }
        }
        for (String name : metrics) {
            if (!Names.valid(name)) {
                throw new MalformedBatchException("no name of a metric: " + name);
            }
        }
        for (int i = 0; i < rows; i++) {
            if (Integer.compareUnsigned(device[i], devices.size()) >= 0
                    || Integer.compareUnsigned(metric[i], metrics.size()) >= 0) {
                throw new MalformedBatchException("row " + i + " points outside its dictionary");
            }
            if (!Double.isFinite(value[i])) {
                throw new MalformedBatchException("row " + i + " is not finite");
            }
        }
    }
}
