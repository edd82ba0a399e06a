package io.telltale.alerting.window;

import java.util.Arrays;

/** A percentile of the readings of a window. */
final class Percentile {

    private static final int HALVINGS = 50;

    private Percentile() {}

    /**
     * By nearest rank while each cell holds one reading; else as if the readings of a cell were spread evenly between its least
     * and its greatest.
     *
     * @param part of the readings that are not higher, above 0 and below 1
     */
    static double of(Cells cells, double part) {
        double count = 0;
        for (int cell = 0; cell < cells.size(); cell++) {
            count += cells.get(cell, Window.COUNT);
        }
        double rank = Math.ceil(part * count - 1e-9);
        return count == cells.size() ? nearest(cells, (int) rank) : between(cells, rank);
    }

    private static double nearest(Cells cells, int rank) {
        double[] values = new double[cells.size()];
        for (int cell = 0; cell < values.length; cell++) {
            values[cell] = cells.get(cell, Window.MEAN);
        }
        Arrays.sort(values);
        return values[rank - 1];
    }

    private static double between(Cells cells, double rank) {
        double low = Double.POSITIVE_INFINITY;
        double high = Double.NEGATIVE_INFINITY;
        for (int cell = 0; cell < cells.size(); cell++) {
            low = Math.min(low, cells.get(cell, Window.LEAST));
            high = Math.max(high, cells.get(cell, Window.GREATEST));
        }
        for (int i = 0; i < HALVINGS && low < high; i++) {
            double middle = low + (high - low) / 2;
            if (notHigher(cells, middle) >= rank) {
                high = middle;
            } else {
                low = middle;
            }
        }
        return high;
    }

    private static double notHigher(Cells cells, double value) {
        double readings = 0;
        for (int cell = 0; cell < cells.size(); cell++) {
            double least = cells.get(cell, Window.LEAST);
            double greatest = cells.get(cell, Window.GREATEST);
            double share = value >= greatest ? 1 : value < least ? 0 : (value - least) / (greatest - least);
            readings += share * cells.get(cell, Window.COUNT);
        }
        return readings;
    }
}
