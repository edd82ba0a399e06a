package io.telltale.simulator.signal;

import java.util.List;

/** A healthy machine with a personality: what each of its metrics is at any time. Pure; any thread. */
public sealed interface Machine permits Pump, Boiler, ColdRoom, Hall {

    /** Its metrics, in a fixed order. */
    List<Metric> metrics();

    /** The metric of that index at a time in microseconds since the epoch. */
    double value(int metric, long micros);
}
