package io.telltale.alerting.window;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.Arrays;

/**
 * A window of time in cells of equal length, oldest first: a row of numbers for each cell in which something was read. Cells
 * begin at multiples of their length since the epoch, so where a reading falls depends on its time alone.
 */
final class Cells {

    private static final int FIRST = 4;

    private final int columns;
    private final long cellMicros;
    private long[] slots = new long[FIRST];
    private double[] numbers;
    private int begin;
    private int size;

    Cells(int columns, long windowMicros) {
        this.columns = columns;
        // The last and the first cell of a window are cut by its ends, hence one cell less than may be kept.
        this.cellMicros = Math.max(1, Math.ceilDiv(windowMicros, (long) Window.MAX_CELLS - 1));
        this.numbers = new double[FIRST * columns];
    }

    long slotOf(long micros) {
        return Math.floorDiv(micros, cellMicros);
    }

    long cellMicros() {
        return cellMicros;
    }

    boolean isEmpty() {
        return size == 0;
    }

    int size() {
        return size;
    }

    long slot(int cell) {
        return slots[begin + cell];
    }

    double get(int cell, int column) {
        return numbers[(begin + cell) * columns + column];
    }

    void set(int cell, int column, double number) {
        numbers[(begin + cell) * columns + column] = number;
    }

    /** Adds a cell after all others; its number. The row holds zeros. */
    int append(long slot) {
        if (begin + size == slots.length) {
            makeRoom();
        }
        int row = begin + size;
        slots[row] = slot;
        Arrays.fill(numbers, row * columns, (row + 1) * columns, 0);
        return size++;
    }

    /** Drops the cells of which nothing is as late as {@code micros}. */
    void forgetBefore(long micros) {
        long oldest = slotOf(micros);
        while (size > 0 && slots[begin] < oldest) {
            begin++;
            size--;
        }
        if (size == 0) {
            begin = 0;
        }
    }

    private void makeRoom() {
        boolean grows = size > slots.length / 2;
        long[] movedSlots = grows ? new long[slots.length * 2] : slots;
        double[] movedNumbers = grows ? new double[numbers.length * 2] : numbers;
        System.arraycopy(slots, begin, movedSlots, 0, size);
        System.arraycopy(numbers, begin * columns, movedNumbers, 0, size * columns);
        slots = movedSlots;
        numbers = movedNumbers;
        begin = 0;
    }

    void write(DataOutput out) throws IOException {
        out.writeShort(size);
        for (int cell = 0; cell < size; cell++) {
            out.writeLong(slot(cell));
            for (int column = 0; column < columns; column++) {
                out.writeDouble(get(cell, column));
            }
        }
    }

    void read(DataInput in) throws IOException {
        begin = 0;
        size = 0;
        int written = in.readUnsignedShort();
        for (int i = 0; i < written; i++) {
            int cell = append(in.readLong());
            for (int column = 0; column < columns; column++) {
                set(cell, column, in.readDouble());
            }
        }
    }
}
