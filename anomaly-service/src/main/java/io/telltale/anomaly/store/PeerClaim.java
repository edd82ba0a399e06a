package io.telltale.anomaly.store;

import java.util.OptionalLong;

/**
 * That this replica is the one that compares siblings, for a while.
 *
 * @param lookedUntil end of the last window that was compared, microseconds since the epoch; empty when none ever was
 * @param revision to be named when writing; another one than after the last write means that another replica has written
 */
public record PeerClaim(OptionalLong lookedUntil, long revision) {}
