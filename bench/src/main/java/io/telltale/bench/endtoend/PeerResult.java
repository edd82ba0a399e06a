package io.telltale.bench.endtoend;

/**
 * What a peer did with the readings of one case.
 *
 * @param promise what its acknowledgement means
 * @param most the highest rate that was found to be held, for as long as our loads last
 * @param half at half of what was stored then
 * @param failed readings a second, the lowest that was found not to be held; what it could do at best lies below
 */
record PeerResult(String peer, String promise, Measured most, Measured half, double failed) {}
