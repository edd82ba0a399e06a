/**
 * Peer deviation: devices that leave the pack of their siblings. Start at {@link io.telltale.anomaly.peers.PeerLook}; the
 * judgement itself is {@link io.telltale.anomaly.peers.Pack}, which is plain arithmetic.
 */
@NullMarked
package io.telltale.anomaly.peers;

import org.jspecify.annotations.NullMarked;
