package io.telltale.simulator.load;

import java.util.BitSet;

/**
 * What a device was told of its messages and what the store holds of them, by message number. The sets are the caller's.
 *
 * @param index the device's number in its load
 * @param published messages were sent, numbered from 0
 * @param acknowledged those that were
 * @param refused messages that were answered with a reason code
 * @param stored those of which the store has a row
 * @param repeated those of which it has more than one
 * @param strangers rows of this device and these times that it did not send
 */
public record DeviceAccount(
        String device,
        int index,
        int published,
        BitSet acknowledged,
        int refused,
        BitSet stored,
        BitSet repeated,
        long strangers) {}
